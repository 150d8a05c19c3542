package io.tbar.report;

import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A surface over the plane of two coefficients with its scale of colours and its figures. */
final class HeatFigure {
  /**
   * What is drawn.
   *
   * @param lightIsLow whether light stands for 0 instead of 1
   */
  record Surface(
      String id,
      String title,
      String note,
      boolean lightIsLow,
      ToDoubleFunction<PlanePoint> value) {}

  private static final int STOPS = 24;

  private HeatFigure() {}

  static Html html(DisentanglementMap map, Surface surface, double low, double high) {
    double[] axis = map.coefficients().stream().mapToDouble(Double::doubleValue).toArray();
    double[][] values = map.surface(surface.value());
    double dark = surface.lightIsLow() ? 1 : 0;
    Html out = new Html().open("figure", "id", surface.id());
    out.element("figcaption", surface.title());
    out.add(
        HeatMap.draw(
            new HeatMap.Frame(
                surface.id() + "-map",
                surface.title(),
                surface.note() + " The figures are in the table below.",
                "coefficient of the clean vector",
                "coefficient of the trigger vector",
                v -> Numbers.trimmed(v, 2)),
            values,
            axis,
            axis,
            dark,
            1 - dark,
            region(axis, low, high)));
    out.add(scale(surface.id(), dark));
    out.element("p", surface.note(), "class", "foot");
    out.open("details").element("summary", "The figures behind the map");
    return out.add(table(surface, axis, values).html()).close().close().line();
  }

  /** The region as far as the grid reaches; none where it does not reach it at all. */
  private static double[] region(double[] axis, double low, double high) {
    double first = Math.max(low, axis[0]);
    double last = Math.min(high, axis[axis.length - 1]);
    return first < last ? new double[] {first, last, first, last} : new double[0];
  }

  private static Html scale(String id, double dark) {
    Svg svg = new Svg(id + "-scale", "heat", 372, 34, "Scale", "Colours from 0 % to 100 %");
    double step = 300.0 / STOPS;
    for (int i = 0; i < STOPS; i++) {
      double share = (i + 0.5) / STOPS;
      svg.cell(HeatMap.colour(dark == 1 ? 1 - share : share), 48 + i * step, 2, step + 0.3, 12);
    }
    for (int tick = 0; tick <= 4; tick++) {
      svg.text("tick", 48 + 75 * tick, 30, "middle", 25 * tick + "\u202F%");
    }
    return svg.done();
  }

  private static Table table(Surface surface, double[] axis, double[][] values) {
    String[] heads = new String[axis.length + 1];
    heads[0] = "trigger \\ clean";
    for (int c = 0; c < axis.length; c++) {
      heads[c + 1] = Numbers.trimmed(axis[c], 2) + "#";
    }
    Table table = new Table(surface.id() + "-data", surface.title() + ", in %", "", heads);
    for (int t = axis.length - 1; t >= 0; t--) {
      String[] cells = new String[axis.length + 1];
      cells[0] = Numbers.trimmed(axis[t], 2);
      for (int c = 0; c < axis.length; c++) {
        cells[c + 1] = String.format(Locale.ROOT, "%.1f", 100 * values[t][c]);
      }
      table.row(cells);
    }
    return table;
  }
}
