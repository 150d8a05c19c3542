package io.tbar.method;

import io.tbar.checkpoint.CheckpointWriter.Written;
import io.tbar.measure.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cleaning from first to last.
 *
 * @param data the sets that were used
 * @param rounds estimates of the trigger vector, in order
 * @param search of the coefficient, with the whole curve
 * @param proxies what stood for the trigger; null where it was told
 * @param before the infected checkpoint on the test images
 * @param after the cleaned one, read back from the disk; null without an answer
 * @param written the cleaned checkpoint; null without an answer
 * @param vectorDigest SHA-256 of the saved vector; null without an answer
 * @param waitShare share of the time that the model waited for images, in [0, 1]
 * @param skipped images that could not be used, "key: why"
 */
public record Cleaning(
    CleaningData data,
    List<Round> rounds,
    SearchResult search,
    @Nullable ProxyFindings proxies,
    Evaluation before,
    @Nullable Evaluation after,
    @Nullable Written written,
    @Nullable String vectorDigest,
    double waitShare,
    List<String> skipped) {
  public Cleaning {
    rounds = List.copyOf(rounds);
    skipped = List.copyOf(skipped);
  }

  /** Whether a coefficient was feasible and the cleaned checkpoint was written. */
  public boolean cleaned() {
    return written != null;
  }

  /** Coefficient of the saved vector; 0 without an answer. */
  public double alpha() {
    return search.answer().map(CurvePoint::alpha).orElse(0.0);
  }
}
