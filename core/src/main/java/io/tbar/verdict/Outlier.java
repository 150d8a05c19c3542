package io.tbar.verdict;

import java.util.Arrays;

/**
 * Whether the largest of some values stands out from the others (Grubbs), or the two largest do,
 * which would hide each other.
 */
final class Outlier {
  /** From so many values on the two largest are tried together. */
  private static final int FOR_TWO = 5;

  private Outlier() {}

  /**
   * Bonferroni over the values, and over the two tests: at most too large where the values are
   * independent and normal with one mean and variance.
   *
   * @param falling three at least, the largest first
   * @return p-value in (0, 1]
   */
  static double p(double[] falling) {
    int n = falling.length;
    double one = n * upper(falling[0], Arrays.copyOfRange(falling, 1, n));
    if (n < FOR_TWO) {
      return bounded(one);
    }
    double pairs = n * (n - 1) / 2.0;
    double two = pairs * upper(falling[1], Arrays.copyOfRange(falling, 2, n));
    return bounded(2 * Math.min(one, two));
  }

  private static double bounded(double p) {
    return Math.max(Double.MIN_NORMAL, Math.min(1, p));
  }

  /** Chance of so large a further value, given others of the same normal distribution. */
  private static double upper(double value, double[] others) {
    int n = others.length;
    double mean = Arrays.stream(others).average().orElseThrow();
    double squares = Arrays.stream(others).map(o -> (o - mean) * (o - mean)).sum();
    if (squares == 0) {
      return value > mean ? 0 : 1;
    }
    double deviation = Math.sqrt(squares / (n - 1));
    return StudentT.upper((value - mean) / (deviation * Math.sqrt(1 + 1.0 / n)), n - 1);
  }
}
