package io.tbar.method;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the coefficient search, with everything that was measured on the way.
 *
 * @param base θ_b itself (α = 0): clean on all validation images, triggered on a sample
 * @param chosen the coefficient decided on, measured on all validation images; null where none is
 *     feasible
 * @param reason one sentence: the rule that decided, or why there is no answer
 * @param stableFrom smallest coefficient that serves as well as the chosen one; 0 without an answer
 * @param stableTo largest such coefficient
 * @param curve every coefficient with samples of both kinds, in ascending order, {@code base} first
 * @param passes images that went through the tower, clean and triggered
 */
public record SearchResult(
    CurvePoint base,
    @Nullable CurvePoint chosen,
    String reason,
    double stableFrom,
    double stableTo,
    List<CurvePoint> curve,
    long passes) {
  public SearchResult {
    curve = List.copyOf(curve);
  }

  public Optional<CurvePoint> answer() {
    return Optional.ofNullable(chosen);
  }
}
