package io.tbar.report;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Rate;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which classes the models answer with, without and with the trigger. */
final class HistogramSection {
  private static final int SHOWN = 12;

  private HistogramSection() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    Collection<Scores> models = run.measures().values();
    if (models.isEmpty()) {
      return out;
    }
    boolean triggered = models.stream().anyMatch(HistogramSection::triggered);
    Page.openSection(out, "answers", "What the model answers");
    out.element(
        "p",
        "Share of all images that get each class as the most likely one"
            + (triggered ? ", without and with the trigger; the target is marked \u25C6." : "."));
    Legend legend = new Legend().area("fill c1", "clean images");
    if (triggered) {
      legend.area("fill c2", "triggered images");
    }
    out.add(legend.html());
    List<Integer> shown = shown(models);
    List<List<BarChart.Row>> panels = models.stream().map(m -> rows(m, shown)).toList();
    double largest =
        panels.stream()
            .flatMap(List::stream)
            .flatMap(row -> row.bars().stream())
            .mapToDouble(BarChart.Bar::share)
            .max()
            .orElse(1);
    out.open("div", "class", "panels");
    int panel = 0;
    for (String model : run.measures().keySet()) {
      String title = model.equals(RunRecord.MODEL) ? "Answers" : Story.sentence(model);
      out.open("figure").element("figcaption", title);
      out.add(
          BarChart.draw(
              "answers-" + model,
              title + ": share of each answer",
              "Bars for clean and triggered images; the figures are in the table below.",
              panels.get(panel++),
              Math.max(largest, 1e-9)));
      out.close().line();
    }
    out.close();
    out.open("details").element("summary", "The figures behind the bars");
    out.add(table(run.measures()).html()).close();
    return out.close().line();
  }

  private static boolean triggered(Scores scores) {
    return !scores.evaluation().triggeredHistogram().isEmpty();
  }

  private static List<BarChart.Row> rows(Scores scores, List<Integer> shown) {
    Evaluation model = scores.evaluation();
    List<BarChart.Row> rows = new ArrayList<>();
    long clean = sum(model.cleanHistogram());
    long triggered = sum(model.triggeredHistogram());
    for (int c : shown) {
      long answers = model.cleanHistogram().get(c);
      long fooled = triggered(scores) ? model.triggeredHistogram().get(c) : 0;
      boolean target = c == model.target();
      String name = scores.classes().get(c);
      rows.add(row(target ? name + " \u25C6" : name, target, scores, answers, fooled));
      clean -= answers;
      triggered -= fooled;
    }
    int others = scores.classes().size() - shown.size();
    if (others > 0) {
      rows.add(row(others + " others", false, scores, clean, triggered));
    }
    return rows;
  }

  private static BarChart.Row row(
      String name, boolean marked, Scores scores, long clean, long triggered) {
    List<BarChart.Bar> bars = new ArrayList<>();
    bars.add(bar("c1", new Rate(clean, sum(scores.evaluation().cleanHistogram()))));
    if (triggered(scores)) {
      bars.add(bar("c2", new Rate(triggered, sum(scores.evaluation().triggeredHistogram()))));
    }
    return new BarChart.Row(name, marked, bars);
  }

  private static BarChart.Bar bar(String css, Rate rate) {
    return new BarChart.Bar(css, rate.value(), Numbers.percent(rate));
  }

  /** All, or the target and those that any model answers most, in class order. */
  private static List<Integer> shown(Collection<Scores> models) {
    int classes = models.iterator().next().classes().size();
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      order.add(c);
    }
    if (classes <= SHOWN) {
      return order;
    }
    order.sort(Comparator.comparingLong((Integer c) -> -peak(models, c)));
    return order.subList(0, SHOWN - 1).stream().sorted().toList();
  }

  private static long peak(Collection<Scores> models, int c) {
    long peak = 0;
    for (Scores scores : models) {
      Evaluation model = scores.evaluation();
      if (c == model.target()) {
        return Long.MAX_VALUE;
      }
      peak = Math.max(peak, model.cleanHistogram().get(c));
      peak = Math.max(peak, triggered(scores) ? model.triggeredHistogram().get(c) : 0);
    }
    return peak;
  }

  private static long sum(List<Long> histogram) {
    return histogram.stream().mapToLong(Long::longValue).sum();
  }

  private static Table table(Map<String, Scores> models) {
    List<String> heads = new ArrayList<>(List.of("Class"));
    models.forEach(
        (key, scores) -> {
          heads.add(Story.sentence(key) + ", clean#");
          if (triggered(scores)) {
            heads.add(Story.sentence(key) + ", triggered#");
          }
        });
    Table table = new Table("answers-data", "Images by answer", "", heads.toArray(new String[0]));
    List<String> classes = models.values().iterator().next().classes();
    for (int c = 0; c < classes.size(); c++) {
      List<String> cells = new ArrayList<>(List.of(classes.get(c)));
      for (Scores scores : models.values()) {
        cells.add(Numbers.count(scores.evaluation().cleanHistogram().get(c)));
        if (triggered(scores)) {
          cells.add(Numbers.count(scores.evaluation().triggeredHistogram().get(c)));
        }
      }
      table.row(cells.toArray(new String[0]));
    }
    return table;
  }
}
