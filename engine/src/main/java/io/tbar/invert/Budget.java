package io.tbar.invert;

/** How much a scan spends: the numbers that a null set has to agree with. */
public enum Budget {
  /** For tests and first looks. */
  QUICK(0.25),
  /** What null sets ship for. */
  STANDARD(1),
  /** More steps of everything. */
  DEEP(4);

  private final double factor;

  Budget(double factor) {
    this.factor = factor;
  }

  /** Steps of this budget where the standard one takes {@code standard}; at least 1. */
  int steps(int standard) {
    return (int) Math.max(1, Math.round(standard * factor));
  }
}
