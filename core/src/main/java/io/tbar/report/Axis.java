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

  /** At most so many round values within the axis. */
  List<Double> ticks(int most) {
    double raw = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = 10 * power;
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * power >= raw * (1 - 1e-9)) {
        step = factor * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The same range widened to round ends. */
  static Axis rounded(double low, double high, double from, double to) {
    double top = high > low ? high : low + 1;
    Axis axis = new Axis(low, top, from, to);
    List<Double> ticks = axis.ticks(5);
    double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
    return new Axis(
        Math.floor(low / step + 1e-9) * step, Math.ceil(top / step - 1e-9) * step, from, to);
  }
}
