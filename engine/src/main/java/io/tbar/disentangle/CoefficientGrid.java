package io.tbar.disentangle;

import io.tbar.base.TbarException;

/**
 * Evenly spaced coefficients of one axis; both axes share them.
 *
 * @param low first coefficient
 * @param high last coefficient, above low
 * @param points how many, at least 2
 */
public record CoefficientGrid(double low, double high, int points) {
  private static final int MOST = 1001;

  public CoefficientGrid {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high) {
      throw TbarException.usage(
          "The coefficients run from %s to %s; give two numbers, the lower one first.", low, high);
    }
    if (points < 2 || points > MOST) {
      throw TbarException.usage("The grid has %d points a side; give 2 to %d.", points, MOST);
    }
  }

  /** 21 points in [-3, 3], as public re-implementations of the maps have. */
  public static CoefficientGrid usual() {
    return new CoefficientGrid(-3, 3, 21);
  }

  /** The coefficients in rising order; 0 is exactly 0 where it is among them. */
  public double[] values() {
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      double value = low + (high - low) * i / (points - 1);
      values[i] = Math.abs(value) < 1e-12 * (high - low) ? 0 : value;
    }
    return values;
  }
}
