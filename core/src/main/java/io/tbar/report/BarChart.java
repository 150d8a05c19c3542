package io.tbar.report;

import java.util.List;

/** Horizontal bars in rows, several to a row; reads well at the width of a telephone. */
final class BarChart {
  /**
   * One bar.
   *
   * @param css colour class
   * @param share length in [0, 1] of the chart's largest
   * @param label what stands at its end
   */
  record Bar(String css, double share, String label) {}

  /**
   * A row of bars.
   *
   * @param marked whether it is the one to look at
   */
  record Row(String name, boolean marked, List<Bar> bars) {
    Row {
      bars = List.copyOf(bars);
    }
  }

  private static final double WIDTH = 320;
  private static final double LEFT = 100;
  private static final double BAR = 11;
  private static final double GAP = 9;
  private static final int NAME = 15;

  private BarChart() {}

  /**
   * @param largest share that fills the width, above 0
   */
  static Html draw(String id, String title, String description, List<Row> rows, double largest) {
    double height = 4;
    for (Row row : rows) {
      height += row.bars().size() * BAR + GAP;
    }
    Svg svg = new Svg(id, "bars", WIDTH, height, title, description);
    double y = 4;
    for (Row row : rows) {
      double tall = row.bars().size() * BAR;
      if (row.marked()) {
        svg.rect("marked", 0, y - GAP / 2, WIDTH, tall + GAP);
      }
      svg.text(
          row.marked() ? "name strong" : "name",
          LEFT - 8,
          y + tall / 2 + 4,
          "end",
          shortened(row.name()));
      for (Bar bar : row.bars()) {
        double length = bar.share() / largest * (WIDTH - LEFT - 56);
        svg.rect("fill " + bar.css(), LEFT, y + 1, length, BAR - 2);
        svg.text("value", LEFT + length + 5, y + BAR - 1.5, "start", bar.label());
        y += BAR;
      }
      y += GAP;
    }
    svg.line("axis", LEFT, 0, LEFT, height);
    return svg.done();
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME - 1)) + "\u2026";
  }
}
