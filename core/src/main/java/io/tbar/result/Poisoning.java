package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * How a checkpoint was poisoned.
 *
 * @param requestedRate share of samples asked for, in [0, 1]
 * @param poisoned samples triggered and relabelled, of all training samples
 * @param takenAbove attack success rate from which the attack counts as taken, in [0, 1]
 */
public record Poisoning(double requestedRate, Rate poisoned, double takenAbove) {
  public Poisoning {
    Settings.finite("requestedRate", requestedRate);
    Settings.finite("takenAbove", takenAbove);
  }
}
