package io.tbar.method;

import io.tbar.checkpoint.CheckpointWriter.Written;
import io.tbar.measure.Evaluation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cleaning from first to last.
 *
 * @param data the sets that were used
 * @param rounds estimates and curves, in order
 * @param deciding number of the round whose search gave the answer, 0 without one
 * @param alpha coefficient of the saved vector; 0 without an answer
 * @param reason one sentence: the rule that decided, or why there is no answer
 * @param before the infected checkpoint on the test images
 * @param after the cleaned one, read back from the disk; null without an answer
 * @param written the cleaned checkpoint; null without an answer
 * @param vectorDigest SHA-256 of the saved vector; null without an answer
 * @param passes images that the search sent through the tower
 * @param waitShare share of the time that the model waited for images, in [0, 1]
 * @param skipped images that could not be used, "key: why"
 */
public record Cleaning(
    CleaningData data,
    List<Round> rounds,
    int deciding,
    double alpha,
    String reason,
    Evaluation before,
    @Nullable Evaluation after,
    @Nullable Written written,
    @Nullable String vectorDigest,
    long passes,
    double waitShare,
    List<String> skipped) {
  public Cleaning {
    rounds = List.copyOf(rounds);
    skipped = List.copyOf(skipped);
  }

  /** Whether a coefficient was feasible and the cleaned checkpoint was written. */
  public boolean cleaned() {
    return deciding > 0;
  }

  /** The round that decided. */
  public Optional<Round> decidingRound() {
    return deciding == 0 ? Optional.empty() : Optional.of(rounds.get(deciding - 1));
  }
}
