package io.tbar.method;

import io.tbar.clip.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be subtracted from θ_b: θ_b − α·τ. With one round τ is the estimate and α the
 * coefficient found; with more, τ is the sum of the steps and α is 1.
 *
 * @param rounds all of them, in order
 * @param deciding number of the round whose search gave the answer, 0 without one
 * @param alpha coefficient of {@code vector}; 0 without an answer
 * @param vector by canonical name, the caller closes it; null where no coefficient was feasible
 * @param reason one sentence of the deciding search
 */
public record Removal(
    List<Round> rounds, int deciding, double alpha, @Nullable Weights vector, String reason)
    implements AutoCloseable {
  public Removal {
    rounds = List.copyOf(rounds);
  }

  @Override
  public void close() {
    if (vector != null) {
      vector.close();
    }
  }
}
