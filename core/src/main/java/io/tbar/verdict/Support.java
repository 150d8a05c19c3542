package io.tbar.verdict;

/**
 * What a null set of n clean models can support at a level α. A model is flagged where p ≤ α, that
 * is where it lies above the k-th highest of the null set.
 *
 * @param models n
 * @param lineages independent origins among them
 * @param floor smallest p-value that can occur, 1 / (n + 1)
 * @param level α
 * @param flagsAbove k, whole part of α (n + 1); 0 where nothing can be flagged
 * @param rateLow 5 % quantile of the false-positive rate that this very null set realises
 * @param rateHigh 95 % quantile of it; the rate follows Beta(k, n + 1 − k)
 */
public record Support(
    int models,
    int lineages,
    double floor,
    double level,
    int flagsAbove,
    double rateLow,
    double rateHigh) {
  /** The support of a null set at a level in (0, 1). */
  public static Support of(int models, int lineages, double level) {
    double floor = 1.0 / (models + 1);
    // By a hair's breadth up: 0.05 · 20 must be 1.
    int k = (int) Math.floor(level * (models + 1) + 1e-9);
    return new Support(
        models,
        lineages,
        floor,
        level,
        k,
        k == 0 ? 0 : Beta.quantile(0.05, k, models + 1 - k),
        k == 0 ? 0 : Beta.quantile(0.95, k, models + 1 - k));
  }

  /** Whether any model could be flagged at this level. */
  public boolean enough() {
    return flagsAbove > 0;
  }

  /**
   * Clean models that are needed before a threshold at their highest value has a false-positive
   * rate of at most {@code level} with 95 % confidence.
   */
  public static int neededFor(double level) {
    return (int) Math.ceil(Math.log(0.05) / Math.log1p(-level));
  }
}
