package io.tbar.verdict;

import io.tbar.measure.Statistic;
import java.util.Arrays;
import java.util.List;

/**
 * One continuous score of several statistics, for ROC curves: the largest distance from the median
 * of the pooled models, in median absolute deviations. Ranks tie where models lie beyond all clean
 * ones; distances do not.
 */
public final class Distance {
  /** Makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double NORMAL = 1.4826;

  private Distance() {}

  /**
   * @param statistics of the model
   * @param nulls clean models, without this one
   * @return more is more suspicious; 0 is the median
   */
  public static double of(List<Statistic> statistics, List<NullModel> nulls) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < statistics.size(); j++) {
      double[] pool = new double[nulls.size() + 1];
      for (int i = 0; i < nulls.size(); i++) {
        pool[i] = nulls.get(i).statistics().get(j).score();
      }
      pool[nulls.size()] = statistics.get(j).score();
      largest = Math.max(largest, distance(raised(pool)));
    }
    return largest;
  }

  /** Censored values have no size; they take the place of the least suspicious one that has. */
  private static double[] raised(double[] pool) {
    double least = Arrays.stream(pool).filter(Double::isFinite).min().orElse(0);
    return Arrays.stream(pool).map(v -> Double.isFinite(v) ? v : least).toArray();
  }

  /** Of the last value from the median of all. */
  private static double distance(double[] pool) {
    double median = median(pool);
    double[] away = Arrays.stream(pool).map(v -> Math.abs(v - median)).toArray();
    double spread = NORMAL * median(away);
    double mine = pool[pool.length - 1] - median;
    if (spread > 0) {
      return mine / spread;
    }
    // More than half are equal; the mean deviation still tells how far the others are.
    double mean = Arrays.stream(away).average().orElse(0);
    return mean > 0 ? mine / mean : 0;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
