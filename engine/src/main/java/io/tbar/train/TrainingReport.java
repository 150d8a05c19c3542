package io.tbar.train;

import java.util.List;

/**
 * What a fine-tuning did.
 *
 * @param losses loss of each step before its update
 * @param images pictures that went through the model
 * @param seconds wall clock
 * @param waitShare share of that time that the model waited for pictures, in [0, 1]
 */
public record TrainingReport(List<Double> losses, long images, double seconds, double waitShare) {
  public TrainingReport {
    losses = List.copyOf(losses);
  }

  /** Loss of the last step. */
  public double lastLoss() {
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }
}
