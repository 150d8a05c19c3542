package io.tbar.verdict;

/**
 * The Clopper-Pearson 95 % interval of a share: never too short, also for few trials and for 0 of n
 * (Clopper and Pearson 1934).
 *
 * @param low in [0, 1]
 * @param high in [0, 1]
 */
public record ExactInterval(double low, double high) {
  /**
   * @param count hits among {@code total} trials
   */
  public static ExactInterval of(int count, int total) {
    if (count < 0 || count > total) {
      throw new IllegalArgumentException(count + " of " + total);
    }
    return new ExactInterval(
        count == 0 ? 0 : Beta.quantile(0.025, count, total - count + 1),
        count == total ? 1 : Beta.quantile(0.975, count + 1, total - count));
  }
}
