package io.tbar.method;

import io.tbar.clip.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be subtracted from θ_b: θ_b − α·τ, where τ is the estimate of the only round, or the
 * sum of the steps of all.
 *
 * @param rounds all of them, in order
 * @param search along τ from θ_b
 * @param vector τ by canonical name, the caller closes it; null where no coefficient was feasible
 * @param proxies what stood for the trigger; null where it was told
 */
public record Removal(
    List<Round> rounds,
    SearchResult search,
    @Nullable Weights vector,
    @Nullable ProxyFindings proxies)
    implements AutoCloseable {
  public Removal {
    rounds = List.copyOf(rounds);
  }

  /** α, or 0 without an answer. */
  public double alpha() {
    return search.answer().map(CurvePoint::alpha).orElse(0.0);
  }

  @Override
  public void close() {
    if (vector != null) {
      vector.close();
    }
  }
}
