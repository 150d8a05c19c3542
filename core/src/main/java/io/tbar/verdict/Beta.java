package io.tbar.verdict;

/**
 * The Beta distribution with whole parameters, by way of the binomial: P(Beta(a, b) ≤ x) is the
 * probability of at least a hits in a + b − 1 trials of chance x.
 */
final class Beta {
  private Beta() {}

  /**
   * @param share in (0, 1)
   * @return x with P(Beta(a, b) ≤ x) = share
   */
  static double quantile(double share, int a, int b) {
    double low = 0;
    double high = 1;
    // 60 halvings leave nothing of the interval that a double could tell.
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle, a, b) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  static double cumulative(double x, int a, int b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    int n = a + b - 1;
    double term = 0;
    for (int i = 0; i < a; i++) {
      term += Math.log((double) (n - i) / (i + 1));
    }
    // The logarithm of C(n, a) x^a (1 - x)^(n - a), then upwards by the ratio of neighbours.
    term += a * Math.log(x) + (n - a) * Math.log1p(-x);
    double sum = 0;
    for (int k = a; k <= n; k++) {
      sum += Math.exp(term);
      term += Math.log((double) (n - k) / (k + 1)) + Math.log(x) - Math.log1p(-x);
    }
    return Math.min(1, sum);
  }
}
