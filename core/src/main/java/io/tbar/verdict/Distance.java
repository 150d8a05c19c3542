package io.tbar.verdict;

import io.tbar.measure.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One score and one p-value from several statistics. The tested model is pooled with the n clean
 * ones; a model's score is √Σ max(0, z)², where z is how far each statistic lies above the median
 * of the pool, in robust standard deviations. So one statistic far out counts as well as several
 * that are a little high, and nothing is forgiven for a low one.
 *
 * <p>Median and spread are those of all n + 1, which treats them alike; so under exchangeability
 * P(p ≤ α) ≤ α exactly, however the statistics depend on one another. Ranks in the place of
 * distances would tie the one model beyond all clean ones with the clean one that tops some other
 * statistic.
 */
public final class Distance {
  /** Makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double NORMAL = 1.4826;

  private Distance() {}

  /**
   * The score of a model among clean ones, for ROC curves.
   *
   * @param statistics of the model
   * @param nulls clean models, without this one
   * @return 0 or more, more is more suspicious
   */
  public static double of(List<Statistic> statistics, List<NullModel> nulls) {
    return all(pool(statistics, nulls))[nulls.size()];
  }

  /** One row a model, the tested one last; one column a statistic, more is more suspicious. */
  static double[][] pool(List<Statistic> statistics, List<NullModel> nulls) {
    return Stream.concat(nulls.stream().map(NullModel::statistics), Stream.of(statistics))
        .map(row -> row.stream().mapToDouble(Statistic::score).toArray())
        .toArray(double[][]::new);
  }

  /**
   * @param pool as {@link #pool} makes it
   * @return (1 + number of clean models that score at least as high) / (n + 1)
   */
  static double p(double[][] pool) {
    double[] distances = all(pool);
    double tested = distances[pool.length - 1];
    int atLeast = 1;
    for (int i = 0; i < pool.length - 1; i++) {
      if (distances[i] >= tested) {
        atLeast++;
      }
    }
    return (double) atLeast / pool.length;
  }

  /** The score of every row. */
  static double[] all(double[][] pool) {
    double[] squares = new double[pool.length];
    for (int j = 0; j < pool[0].length; j++) {
      double[] column = new double[pool.length];
      for (int i = 0; i < pool.length; i++) {
        column[i] = pool[i][j];
      }
      double[] z = distances(raised(column));
      for (int i = 0; i < squares.length; i++) {
        squares[i] += z[i] > 0 ? z[i] * z[i] : 0;
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  /** Censored values have no size; they take the place of the least suspicious one that has. */
  private static double[] raised(double[] column) {
    double least = Arrays.stream(column).filter(Double::isFinite).min().orElse(0);
    return Arrays.stream(column).map(v -> Double.isFinite(v) ? v : least).toArray();
  }

  /** Of each value from the median of all. */
  private static double[] distances(double[] column) {
    double median = median(column);
    double[] away = Arrays.stream(column).map(v -> Math.abs(v - median)).toArray();
    double spread = NORMAL * median(away);
    // Where more than half are equal, the mean deviation still tells how far the others are.
    double unit = spread > 0 ? spread : Arrays.stream(away).average().orElse(0);
    return Arrays.stream(column).map(v -> unit > 0 ? (v - median) / unit : 0).toArray();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
