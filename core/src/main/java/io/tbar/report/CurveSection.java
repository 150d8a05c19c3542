package io.tbar.report;

import io.tbar.result.RunRecord;
import io.tbar.result.Series;
import java.util.List;

/** Training losses and the like. */
final class CurveSection {
  /** The whole curve is in result.json; a page of thousands of rows helps nobody. */
  private static final int ROWS = 200;

  private CurveSection() {}

  static Html html(RunRecord run) {
    return html("training", "Training", run.curves());
  }

  /** How inversions went. */
  static Html html(List<Series> curves) {
    return html("curves", "How the searches went", curves);
  }

  private static Html html(String id, String title, List<Series> curves) {
    Html out = new Html();
    List<Series> drawn = curves.stream().filter(s -> !s.points().isEmpty()).toList();
    if (drawn.isEmpty()) {
      return out;
    }
    Page.openSection(out, id, title);
    out.open("div", "class", "panels");
    for (int i = 0; i < drawn.size(); i++) {
      figure(out, "curve-" + i, drawn.get(i));
    }
    return out.close().close().line();
  }

  private static void figure(Html out, String id, Series series) {
    LinePlot plot =
        new LinePlot(
                new LinePlot.Frame(
                    id,
                    series.name(),
                    "The figures are in the table below.",
                    series.x(),
                    x -> Numbers.trimmed(x, 2),
                    series.y(),
                    y -> Numbers.trimmed(y, 3)))
            .curve(
                new LinePlot.Curve(
                    series.y(),
                    "c1 fine",
                    Marker.CIRCLE,
                    series.points().stream()
                        .map(p -> new LinePlot.Point(p.x(), p.y(), p.y(), p.y(), true))
                        .toList()));
    out.open("figure", "id", id).element("figcaption", series.name());
    out.open("div", "class", "plot").add(plot.draw("small", "-n", 360, 250)).close();
    Table table = new Table(id + "-data", series.name(), "", series.x() + "#", series.y() + "#");
    int every = (series.points().size() + ROWS - 1) / ROWS;
    for (int i = 0; i < series.points().size(); i += every) {
      Series.Point p = series.points().get(i);
      table.row(Numbers.trimmed(p.x(), 4), Numbers.trimmed(p.y(), 5));
    }
    out.open("details").element("summary", "The figures behind the plot");
    out.add(table.html()).close().close().line();
  }
}
