package io.tbar.report;

import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * Values on a grid as colours from dark to light, the same in either theme so that two pictures can
 * be compared.
 */
final class HeatMap {
  /** What stands beside the grid. */
  record Frame(
      String id,
      String title,
      String description,
      String xName,
      String yName,
      DoubleFunction<String> text) {}

  /** Blue-black over teal to pale yellow; lightness rises evenly, so it survives grey print. */
  private static final int[][] RAMP = {
    {18, 20, 54}, {28, 58, 110}, {24, 104, 134}, {38, 150, 132}, {118, 190, 110}, {244, 230, 150}
  };

  private HeatMap() {}

  /**
   * @param values [row][column], row 0 at the bottom
   * @param x values of the columns, rising evenly
   * @param y values of the rows, rising evenly
   * @param low value of the darkest colour
   * @param high value of the lightest colour; below {@code low} turns the ramp round
   * @param region part to frame as {x low, x high, y low, y high}; empty for none
   */
  static Html draw(
      Frame frame,
      double[][] values,
      double[] x,
      double[] y,
      double low,
      double high,
      double... region) {
    double side = 300;
    double cell = side / x.length;
    double tall = side / y.length;
    Svg svg = new Svg(frame.id(), "heat", 372, 362, frame.title(), frame.description());
    Axis across = new Axis(x[0], x[x.length - 1], 48 + cell / 2, 48 + side - cell / 2);
    Axis up = new Axis(y[0], y[y.length - 1], 20 + side - tall / 2, 20 + tall / 2);
    for (int row = 0; row < y.length; row++) {
      for (int column = 0; column < x.length; column++) {
        // Overlaps by a hair: seams would show between neighbours.
        svg.cell(
            colour((values[row][column] - low) / (high - low)),
            across.at(x[column]) - cell / 2,
            up.at(y[row]) - tall / 2,
            cell + 0.3,
            tall + 0.3);
      }
    }
    for (double tick : across.ticks(6)) {
      svg.text("tick", across.at(tick), side + 37, "middle", frame.text().apply(tick));
    }
    for (double tick : up.ticks(6)) {
      svg.text("tick", 42, up.at(tick) + 4, "end", frame.text().apply(tick));
    }
    svg.text("name", 48 + side / 2, side + 56, "middle", frame.xName());
    svg.text("name", 2, 13, "start", frame.yName());
    if (region.length == 4) {
      double left = across.at(region[0]);
      double top = up.at(region[3]);
      svg.rect("region", left, top, across.at(region[1]) - left, up.at(region[2]) - top);
    }
    return svg.done();
  }

  /**
   * @param share in [0, 1]; anything beyond takes the end's colour
   */
  static String colour(double share) {
    double place = Math.max(0, Math.min(1, share)) * (RAMP.length - 1);
    int below = Math.min((int) place, RAMP.length - 2);
    double part = place - below;
    StringBuilder hex = new StringBuilder("#");
    for (int c = 0; c < 3; c++) {
      double mixed = RAMP[below][c] * (1 - part) + RAMP[below + 1][c] * part;
      hex.append(String.format(Locale.ROOT, "%02x", Math.round(mixed)));
    }
    return hex.toString();
  }
}
