package io.tbar.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One estimate of the trigger vector with its coefficient search: θ_{k+1} = θ_k − α_k·τ_k.
 *
 * @param number from 1
 * @param curve every coefficient tried, by rising α
 * @param alpha the one taken, or null where none was feasible
 * @param stable the coefficients around it that do as well within the interval of the measure, or
 *     null
 * @param vectorNorm ‖τ_k‖₂, or null
 * @param seconds estimate and search
 */
public record Round(
    int number,
    List<AlphaPoint> curve,
    @Nullable Double alpha,
    @Nullable Interval stable,
    @Nullable Double vectorNorm,
    double seconds) {
  public Round {
    curve = List.copyOf(curve);
    Settings.finite("seconds", seconds);
    if (alpha != null) {
      Settings.finite("alpha", alpha);
    }
    if (vectorNorm != null) {
      Settings.finite("vectorNorm", vectorNorm);
    }
  }
}
