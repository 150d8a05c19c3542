package io.tbar.report;

import io.tbar.measure.Evaluation;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which classes the models answer with, without and with the trigger. */
final class HistogramSection {
  private static final int SHOWN = 12;

  private HistogramSection() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    List<String> classes =
        run.measures().values().stream().findFirst().map(Scores::classes).orElse(List.of());
    if (classes.isEmpty()) {
      return out;
    }
    boolean triggered =
        run.measures().values().stream()
            .anyMatch(s -> !s.evaluation().triggeredHistogram().isEmpty());
    Page.openSection(out, "answers", "What the model answers");
    out.element(
        "p",
        "Share of all images that get each class as the most likely one"
            + (triggered ? ", without and with the trigger." : "."));
    Legend legend = new Legend().area("fill c1", "clean images");
    if (triggered) {
      legend.area("fill c2", "triggered images");
    }
    out.add(legend.html());
    List<Integer> shown = shown(run, classes.size());
    double largest = largest(run, shown);
    out.open("div", "class", "panels");
    for (Map.Entry<String, Scores> entry : run.measures().entrySet()) {
      String title =
          entry.getKey().equals(RunRecord.MODEL) ? "Answers" : Story.sentence(entry.getKey());
      out.open("figure").element("figcaption", title);
      out.add(panel(entry.getKey(), title, entry.getValue(), shown, largest));
      out.close().line();
    }
    out.close();
    out.open("details").element("summary", "The figures behind the bars");
    out.add(table(run, classes).html()).close();
    return out.close().line();
  }

  private static Html panel(
      String key, String title, Scores scores, List<Integer> shown, double largest) {
    Evaluation model = scores.evaluation();
    List<BarChart.Row> rows = new ArrayList<>();
    double clean = 1;
    double triggered = 1;
    for (int c : shown) {
      clean -= share(model.cleanHistogram(), c);
      triggered -= share(model.triggeredHistogram(), c);
      rows.add(
          row(
              scores.classes().get(c),
              c == model.target(),
              share(model.cleanHistogram(), c),
              share(model.triggeredHistogram(), c),
              model));
    }
    int others = scores.classes().size() - shown.size();
    if (others > 0) {
      rows.add(row(others + " others", false, Math.max(0, clean), Math.max(0, triggered), model));
    }
    return BarChart.draw(
        "answers-" + key,
        title + ": share of each answer",
        "Bars for clean and triggered images; the figures are in the table below.",
        rows,
        largest);
  }

  private static BarChart.Row row(
      String name, boolean marked, double clean, double triggered, Evaluation model) {
    List<BarChart.Bar> bars = new ArrayList<>();
    bars.add(new BarChart.Bar("c1", clean, Numbers.percent(clean)));
    if (!model.triggeredHistogram().isEmpty()) {
      bars.add(new BarChart.Bar("c2", triggered, Numbers.percent(triggered)));
    }
    return new BarChart.Row(marked ? name + " \u25C6" : name, marked, bars);
  }

  /** All, or the target and those that any model answers most, in class order. */
  private static List<Integer> shown(RunRecord run, int classes) {
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      order.add(c);
    }
    if (classes <= SHOWN) {
      return order;
    }
    order.sort(Comparator.comparingDouble((Integer c) -> -peak(run, c)));
    return order.subList(0, SHOWN - 1).stream().sorted().toList();
  }

  private static double peak(RunRecord run, int c) {
    return run.measures().values().stream()
        .map(Scores::evaluation)
        .mapToDouble(
            e ->
                c == e.target()
                    ? 2
                    : Math.max(share(e.cleanHistogram(), c), share(e.triggeredHistogram(), c)))
        .max()
        .orElse(0);
  }

  private static double largest(RunRecord run, List<Integer> shown) {
    double largest = 1e-3;
    for (Scores scores : run.measures().values()) {
      Evaluation e = scores.evaluation();
      double clean = 1;
      double triggered = e.triggeredHistogram().isEmpty() ? 0 : 1;
      for (int c : shown) {
        largest = Math.max(largest, share(e.cleanHistogram(), c));
        largest = Math.max(largest, share(e.triggeredHistogram(), c));
        clean -= share(e.cleanHistogram(), c);
        triggered -= share(e.triggeredHistogram(), c);
      }
      largest = Math.max(largest, Math.max(clean, triggered));
    }
    return largest;
  }

  private static double share(List<Long> histogram, int c) {
    long total = histogram.stream().mapToLong(Long::longValue).sum();
    return total == 0 ? 0 : (double) histogram.get(c) / total;
  }

  private static Table table(RunRecord run, List<String> classes) {
    List<String> heads = new ArrayList<>(List.of("Class"));
    run.measures()
        .forEach(
            (key, scores) -> {
              heads.add(Story.sentence(key) + ", clean#");
              if (!scores.evaluation().triggeredHistogram().isEmpty()) {
                heads.add(Story.sentence(key) + ", triggered#");
              }
            });
    Table table = new Table("answers-data", "Images by answer", "", heads.toArray(new String[0]));
    for (int c = 0; c < classes.size(); c++) {
      List<String> cells = new ArrayList<>(List.of(classes.get(c)));
      for (Scores scores : run.measures().values()) {
        Evaluation e = scores.evaluation();
        cells.add(Numbers.count(e.cleanHistogram().get(c)));
        if (!e.triggeredHistogram().isEmpty()) {
          cells.add(Numbers.count(e.triggeredHistogram().get(c)));
        }
      }
      table.row(cells.toArray(new String[0]));
    }
    return table;
  }
}
