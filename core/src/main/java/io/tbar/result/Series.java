package io.tbar.result;

import java.util.List;

/**
 * A curve over the steps of a run, such as the training loss.
 *
 * @param name what is shown
 * @param x name of the horizontal axis with its unit
 * @param y name of the vertical axis with its unit
 * @param points in order of x
 */
public record Series(String name, String x, String y, List<Point> points) {
  /** One value of the curve. */
  public record Point(double x, double y) {
    public Point {
      Settings.finite("x", x);
      Settings.finite("y", y);
    }
  }

  public Series {
    points = List.copyOf(points);
  }
}
