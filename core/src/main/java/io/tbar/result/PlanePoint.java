package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * What a model answers at one point θ_0 + α_c·τ_c + α_t·τ_t.
 *
 * @param cleanError share of the clean images answered otherwise than at α_t = 0
 * @param triggerError share of the triggered images answered otherwise than at α_c = 0
 * @param cleanAccuracy share of the labelled clean images answered right
 * @param attackSuccess share of the triggered images of other classes answered with the target
 * @param triggeredAccuracy share of the same images answered right
 */
public record PlanePoint(
    Rate cleanError,
    Rate triggerError,
    Rate cleanAccuracy,
    Rate attackSuccess,
    Rate triggeredAccuracy) {
  /** ξ as re-implementations print it: the mean over the two tasks, in [0, 1]. */
  public double mean() {
    return sum() / 2;
  }

  /** ξ as the formula has it: the sum over the two tasks, in [0, 2]. */
  public double sum() {
    return cleanError.value() + triggerError.value();
  }
}
