package io.tbar.report;

import io.tbar.report.MatrixView.Field;
import io.tbar.report.MatrixView.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The report of a matrix of attacks and defences as one HTML file that fetches nothing. Its only
 * script sorts tables.
 */
public final class MatrixReport {
  /** More drawings than this hide what matters; the figures are in cells.jsonl. */
  private static final int MOST_SWEEPS = 48;

  private MatrixReport() {}

  /**
   * @return the whole file, to be written as UTF-8
   */
  public static String of(MatrixView view) {
    Page page =
        new Page()
            .sortable()
            .section("plane", "Plane", plane(view))
            .section(
                "methods",
                "Methods",
                table(
                    "methods",
                    "Every method on every attack",
                    "\u00B1 is half the 95 % interval over the seeds (Student's t)",
                    view.groups()))
            .section("sweeps", "Coefficient", sweeps(view))
            .section("maps", "Disentanglement", maps(view))
            .section("failures", "Failures", failures(view))
            .section(
                "cells",
                "Cells",
                table(
                    "cells",
                    "Every cell",
                    "One seed each, and the command that does it again",
                    view.cells()))
            .section("provenance", "Provenance", provenance(view));
    Html header = new Html();
    header.element("p", "tbar experiment", "class", "kicker");
    header.element("h1", view.title());
    if (!view.about().isEmpty()) {
      header.element("p", view.about(), "class", "lead");
    }
    view.lead().forEach(sentence -> header.element("p", sentence, "class", "lead"));
    return page.html(
        view.title() + " \u2013 tbar experiment",
        header,
        "The same figures for programs: cells.jsonl and cells.csv beside this file; for papers:"
            + " table.tex and table.md.");
  }

  private static Html plane(MatrixView view) {
    Html out = new Html();
    if (view.methods().isEmpty()) {
      return out;
    }
    PlanePlot plot = new PlanePlot(view.outcomes(), view.methods());
    Page.openSection(out, "plane", "All methods on one plane");
    out.open("figure").element("figcaption", "Clean accuracy and attack success after each method");
    out.add(plot.legend());
    out.open("div", "class", "plot");
    out.add(plot.draw("wide", "-w", 860, 420)).add(plot.draw("narrow", "-n", 360, 340));
    out.close();
    out.element(
        "p",
        "Filled: mean of a method over all attacks, data and seeds where the attack took. Hollow:"
            + " one attack on one data set. Where a method gave no model, the infected one stands"
            + " for it.",
        "class",
        "foot");
    return out.close().close().line();
  }

  private static Html table(String id, String title, String caption, MatrixView.Grid grid) {
    Html out = new Html();
    if (grid.rows().isEmpty()) {
      return out;
    }
    Page.openSection(out, id, title);
    return out.add(SortableTable.html(id + "-table", caption, grid)).close().line();
  }

  private static Html sweeps(MatrixView view) {
    Html out = new Html();
    if (view.sweeps().isEmpty()) {
      return out;
    }
    Page.openSection(out, "sweeps", "Sensitivity to the coefficient");
    List<Sweep> shown = view.sweeps().stream().limit(MOST_SWEEPS).toList();
    out.element(
        "p",
        "Attack success and accuracy on the validation images at every coefficient that the search"
            + " looked at"
            + (shown.size() < view.sweeps().size()
                ? String.format(
                    Locale.ROOT,
                    "; %d of %d searches are drawn.",
                    shown.size(),
                    view.sweeps().size())
                : "."));
    out.open("div", "class", "panels");
    for (int i = 0; i < shown.size(); i++) {
      sweep(out, "sweep-" + i, shown.get(i));
    }
    return out.close().close().line();
  }

  private static void sweep(Html out, String id, Sweep sweep) {
    List<LinePlot.Point> utility = new ArrayList<>();
    List<LinePlot.Point> success = new ArrayList<>();
    for (double[] point : sweep.points()) {
      utility.add(new LinePlot.Point(point[0], point[1], point[1], point[1], true));
      success.add(new LinePlot.Point(point[0], point[2], point[2], point[2], true));
    }
    LinePlot plot =
        new LinePlot(
                new LinePlot.Frame(
                    id,
                    sweep.label(),
                    "The figures are in cells.jsonl.",
                    "coefficient \u03B1",
                    x -> Numbers.trimmed(x, 2),
                    "",
                    Numbers::percent))
            .yRange(0, 1)
            .curve(new LinePlot.Curve("accuracy", "c1", Marker.CIRCLE, utility))
            .curve(new LinePlot.Curve("attack success", "c2", Marker.DIAMOND, success));
    if (!Double.isNaN(sweep.chosen())) {
      plot.chosen(sweep.chosen());
    }
    out.open("figure").element("figcaption", sweep.label());
    out.add(
        new Legend()
            .marker("c1", Marker.CIRCLE, "accuracy")
            .marker("c2", Marker.DIAMOND, "attack success")
            .html());
    out.open("div", "class", "plot").add(plot.draw("small", "-n", 360, 250)).close();
    out.close().line();
  }

  private static Html maps(MatrixView view) {
    Html out = new Html();
    if (view.maps().isEmpty()) {
      return out;
    }
    Page.openSection(out, "maps", "Weight disentanglement");
    out.element(
        "p",
        "\u03BE(\u03B1_c, \u03B1_t): share of answers that the joint use of clean and trigger"
            + " vector changes against their single use; light is none.");
    out.open("div", "class", "panels");
    double high =
        view.maps().stream()
            .flatMap(field -> Arrays.stream(field.values()))
            .flatMapToDouble(Arrays::stream)
            .filter(xi -> xi > 0)
            .max()
            .orElse(1);
    for (int i = 0; i < view.maps().size(); i++) {
      Field field = view.maps().get(i);
      out.open("figure").element("figcaption", field.label());
      out.add(
          HeatMap.draw(
              new HeatMap.Frame(
                  "map-" + i,
                  field.label(),
                  "Light is 0, dark is " + Numbers.trimmed(high, 3) + ".",
                  field.xName(),
                  field.yName(),
                  x -> Numbers.trimmed(x, 2)),
              field.values(),
              field.x(),
              field.y(),
              high,
              0));
      out.close().line();
    }
    return out.close().close().line();
  }

  private static Html failures(MatrixView view) {
    Html out = new Html();
    if (view.failures().isEmpty()) {
      return out;
    }
    Page.openSection(out, "failures", "What failed or cannot be");
    Table table =
        new Table("failures-table", "Cells without an answer, and why", "", "Cell", "Why");
    view.failures().forEach(table::row);
    return out.add(table.html()).close().line();
  }

  private static Html provenance(MatrixView view) {
    Html out = new Html();
    Page.openSection(out, "provenance", "Provenance");
    Table table =
        new Table("provenance-table", "What it takes to do it again", "", "What", "Value");
    view.provenance().forEach(table::row);
    return out.add(table.html()).close().line();
  }
}
