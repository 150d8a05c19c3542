package io.tbar.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One estimate of the trigger vector with its coefficient search: θ_{k+1} = θ_k − α_k·τ_k.
 *
 * @param number from 1
 * @param curve every coefficient tried, by rising α, α = 0 first
 * @param alpha the one taken, or null where none was feasible
 * @param reason one sentence: the rule that decided
 * @param stable the coefficients around it that serve as well, or null
 * @param vectorNorm ‖τ_k‖₂
 * @param passes images that went through the tower for the search, clean and triggered
 */
public record CleaningRound(
    int number,
    List<AlphaPoint> curve,
    @Nullable Double alpha,
    String reason,
    @Nullable Interval stable,
    double vectorNorm,
    long passes) {
  public CleaningRound {
    curve = List.copyOf(curve);
    Settings.finite("vectorNorm", vectorNorm);
    if (alpha != null) {
      Settings.finite("alpha", alpha);
    }
  }
}
