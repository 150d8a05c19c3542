package io.tbar.report;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import io.tbar.result.SkippedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every measure with its definition; warnings; what the figures do not say. */
final class NotesSection {
  private NotesSection() {}

  static Html warnings(RunRecord run) {
    Html out = new Html();
    SkippedImages skipped = run.skippedImages();
    if (run.warnings().isEmpty() && skipped.count() == 0) {
      return out;
    }
    Page.openSection(out, "warnings", "Worth knowing");
    out.open("ul", "class", "warnings");
    run.warnings().forEach(warning -> out.element("li", warning));
    if (skipped.count() > 0) {
      out.element(
          "li",
          skipped.count() == 1
              ? "One image could not be used."
              : Numbers.count(skipped.count()) + " images could not be used.");
    }
    out.close();
    if (!skipped.names().isEmpty()) {
      out.open("details").element("summary", "Images left out").open("ul");
      skipped.names().forEach(name -> out.element("li", name));
      out.close().close();
    }
    return out.close().line();
  }

  static Html measures(RunRecord run) {
    Html out = new Html();
    if (run.measures().isEmpty()) {
      return out;
    }
    Page.openSection(out, "measures", "All measures");
    List<String> heads = new ArrayList<>(List.of("Measure"));
    for (String model : run.measures().keySet()) {
      heads.add(Story.sentence(model) + "#");
      heads.add("95 % interval#");
      heads.add("Images#");
    }
    Table table =
        new Table(
            "all-measures",
            "Shares with counts and Wilson intervals",
            "",
            heads.toArray(new String[0]));
    List<Measure> shown = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (run.measures().values().stream().anyMatch(s -> s.evaluation().has(measure))) {
        shown.add(measure);
        table.row(cells(run, measure).toArray(new String[0]));
      }
    }
    out.add(table.html());
    out.element("h3", "Definitions").open("dl", "class", "definitions");
    for (Measure measure : shown) {
      out.element("dt", Story.sentence(measure.title())).element("dd", measure.definition());
    }
    out.element("dt", "Largest shift to a third class").element("dd", Shift.DEFINITION);
    out.element("dt", "95 % interval")
        .element(
            "dd",
            "Wilson's score interval of a share. It covers the choice of the images, not that of"
                + " seeds, templates or training runs.");
    return out.close().close().line();
  }

  private static List<String> cells(RunRecord run, Measure measure) {
    List<String> cells = new ArrayList<>(List.of(Story.sentence(measure.title())));
    for (Map.Entry<String, Scores> model : run.measures().entrySet()) {
      Evaluation evaluation = model.getValue().evaluation();
      Rate rate = evaluation.rate(measure);
      boolean has = evaluation.has(measure);
      cells.add(has ? Numbers.percent(rate) : "\u2013");
      cells.add(has ? Numbers.interval(rate) : "\u2013");
      cells.add(has ? Numbers.counts(rate) : "\u2013");
    }
    return cells;
  }

  static Html limits(RunRecord run) {
    Html out = new Html();
    Page.openSection(out, "limits", "What this does not say");
    out.open("ul");
    Limits.of(run).forEach(limit -> out.element("li", limit));
    return out.close().close().line();
  }
}
