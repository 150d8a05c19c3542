package io.tbar.experiment;

import java.util.Collection;

/**
 * Mean of a figure over the seeds with its 95 % interval by Student's t.
 *
 * @param count of seeds
 * @param mean over them
 * @param half half the width of the interval; NaN with fewer than two seeds
 */
public record Spread(int count, double mean, double half) {
  /** t at 97.5 % for 1, 2, … degrees of freedom. */
  private static final double[] T = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  private static final double NORMAL = 1.960;

  /**
   * @param values at least one
   */
  public static Spread of(Collection<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    if (n < 2) {
      return new Spread(n, mean, Double.NaN);
    }
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double t = n - 1 <= T.length ? T[n - 2] : NORMAL;
    return new Spread(n, mean, t * Math.sqrt(squares / (n - 1) / n));
  }
}
