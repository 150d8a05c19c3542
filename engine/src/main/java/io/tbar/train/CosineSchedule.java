package io.tbar.train;

/**
 * Linear warm-up, then half a cosine down to zero, per step.
 *
 * @param rate the peak learning rate
 * @param warmup steps of warm-up, fewer than {@code steps}
 * @param steps length of the run in steps
 */
public record CosineSchedule(double rate, int warmup, int steps) {
  public CosineSchedule {
    if (warmup < 0 || warmup >= steps) {
      throw new IllegalArgumentException(
          "a warm-up of " + warmup + " steps does not fit a run of " + steps);
    }
  }

  /** As the literature: 500 steps of warm-up, at most a tenth of the run. */
  public static CosineSchedule of(double rate, int steps) {
    return new CosineSchedule(rate, Math.min(500, steps / 10), steps);
  }

  /**
   * The rate to set before a step.
   *
   * @param step from 0
   */
  public double at(int step) {
    if (step < warmup) {
      return rate * (step + 1) / warmup;
    }
    double progress = (double) (step - warmup) / (steps - warmup);
    return rate * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
