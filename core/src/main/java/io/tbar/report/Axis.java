package io.tbar.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis from values to pixels.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above low
 */
record Axis(double low, double high, double from, double to) {
  double at(double value) {
    double share = (value - low) / (high - low);
    return from + Math.max(0, Math.min(1, share)) * (to - from);
  }

  /** At most so many round values within the axis, one more where both ends are round. */
  List<Double> ticks(int most) {
    double step = step(low, high, most);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The same range widened to round ends. */
  static Axis rounded(double low, double high, double from, double to) {
    double top = high > low ? high : low + 1;
    double step = step(low, top, 5);
    return new Axis(
        Math.floor(low / step + 1e-9) * step, Math.ceil(top / step - 1e-9) * step, from, to);
  }

  /** 1, 2, 2.5 or 5 times a power of ten. */
  private static double step(double low, double high, int most) {
    double raw = (high - low) / most;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= raw * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
