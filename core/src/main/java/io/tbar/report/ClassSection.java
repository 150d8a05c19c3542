package io.tbar.report;

import io.tbar.measure.Rate;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clean accuracy class by class: a mean hides a class that was lost. */
final class ClassSection {
  private static final int SHOWN = 30;

  private record Row(String name, Rate before, @Nullable Rate after) {
    double change() {
      return after == null ? 0 : after.value() - before.value();
    }
  }

  private ClassSection() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    List<Row> rows = rows(run);
    if (rows.isEmpty()) {
      return out;
    }
    boolean change = rows.get(0).after() != null;
    Page.openSection(out, "classes", "Class by class");
    List<Row> shown = rows;
    if (rows.size() > SHOWN) {
      shown =
          rows.stream()
              .sorted(
                  Comparator.comparingDouble(
                      (Row row) -> change ? row.change() : row.before().value()))
              .limit(SHOWN / 2)
              .toList();
      out.element(
          "p",
          "The "
              + shown.size()
              + " classes that "
              + (change ? "lost most" : "do worst")
              + "; all "
              + rows.size()
              + " are in the table below.");
    }
    double largest = rows.stream().mapToDouble(row -> Math.abs(row.change())).max().orElse(0);
    out.add(table("classes-table", "Clean accuracy by class", shown, change, largest));
    if (rows.size() > SHOWN) {
      out.open("details").element("summary", "All classes");
      out.add(table("classes-all", "Clean accuracy of all classes", rows, change, largest)).close();
    }
    return out.close().line();
  }

  private static List<Row> rows(RunRecord run) {
    Scores after = run.measures().get(RunRecord.AFTER);
    Scores first = run.measures().values().stream().findFirst().orElse(null);
    List<Row> rows = new ArrayList<>();
    if (first == null || first.evaluation().labelled() == 0) {
      return rows;
    }
    for (int c = 0; c < first.classes().size(); c++) {
      rows.add(
          new Row(
              first.classes().get(c),
              first.evaluation().perClass().get(c),
              after == null ? null : after.evaluation().perClass().get(c)));
    }
    return rows;
  }

  private static Html table(
      String id, String caption, List<Row> rows, boolean change, double largest) {
    Table table =
        change
            ? new Table(
                id, caption, "change", "Class", "Before#", "After#", "Points#", "Change", "Images#")
            : new Table(id, caption, "", "Class", "Images#", "Accuracy#", "Interval#");
    for (Row row : rows) {
      Html name = text(row.name());
      Html images = text(Numbers.count(row.before().total()));
      Html before = text(Numbers.percent(row.before()));
      Rate after = row.after();
      if (after == null) {
        table.row(name, images, before, text(Numbers.interval(row.before())));
      } else {
        table.row(
            name,
            before,
            text(Numbers.percent(after)),
            text(Numbers.points(row.change())),
            bar(row.change(), largest),
            images);
      }
    }
    return table.html();
  }

  private static Html bar(double change, double largest) {
    double length = largest == 0 ? 0 : 48 * Math.abs(change) / largest;
    Html out = new Html();
    out.open(
        "svg",
        "class",
        "delta",
        "viewBox",
        "0 0 100 12",
        "width",
        "100",
        "height",
        "12",
        "aria-hidden",
        "true");
    out.empty(
        "rect",
        "class",
        change < 0 ? "less" : "more",
        "x",
        Svg.n(change < 0 ? 50 - length : 50),
        "y",
        "2",
        "width",
        Svg.n(length),
        "height",
        "8");
    out.empty("line", "class", "axis", "x1", "50", "x2", "50", "y1", "0", "y2", "12");
    return out.close();
  }

  private static Html text(String text) {
    return new Html().text(text);
  }
}
