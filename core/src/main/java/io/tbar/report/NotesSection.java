package io.tbar.report;

import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import io.tbar.result.SkippedImages;
import java.util.ArrayList;
import java.util.List;

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
    }
    Table table =
        new Table(
            "all-measures",
            "Shares with Wilson 95 % intervals and counts",
            "",
            heads.toArray(new String[0]));
    List<Measure> shown = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (run.measures().values().stream().anyMatch(s -> s.evaluation().has(measure))) {
        shown.add(measure);
        table.row(cells(run, measure).toArray(new Html[0]));
      }
    }
    boolean excess =
        run.measures().values().stream().anyMatch(s -> s.evaluation().excess() != null);
    if (excess) {
      table.row(excess(run).toArray(new Html[0]));
    }
    out.add(table.html());
    out.element("h3", "Definitions").open("dl", "class", "definitions");
    for (Measure measure : shown) {
      out.element("dt", Story.sentence(measure.title())).element("dd", measure.definition());
    }
    if (excess) {
      out.element("dt", Story.sentence(Excess.TITLE)).element("dd", Excess.DEFINITION);
    }
    out.element("dt", "Largest shift to a third class").element("dd", Shift.DEFINITION);
    out.element("dt", "95 % interval")
        .element(
            "dd",
            "Wilson's score interval of a share, Tango's of an excess. It covers the choice of the images, not that of"
                + " seeds, templates or training runs.");
    return out.close().close().line();
  }

  private static List<Html> excess(RunRecord run) {
    List<Html> cells = new ArrayList<>();
    cells.add(new Html().text(Story.sentence(Excess.TITLE)));
    for (Scores scores : run.measures().values()) {
      Excess excess = scores.evaluation().excess();
      cells.add(
          excess == null
              ? new Html().text("\u2013")
              : cell(Numbers.points(excess), Numbers.interval(excess), Numbers.counts(excess)));
    }
    return cells;
  }

  private static Html cell(String value, String interval, String counts) {
    return new Html()
        .element("span", value, "class", "value")
        .element("span", interval, "class", "under")
        .element("span", counts, "class", "under");
  }

  private static List<Html> cells(RunRecord run, Measure measure) {
    List<Html> cells = new ArrayList<>();
    cells.add(new Html().text(Story.sentence(measure.title())));
    for (Scores scores : run.measures().values()) {
      Rate rate = scores.evaluation().rate(measure);
      cells.add(
          scores.evaluation().has(measure)
              ? cell(Numbers.percent(rate), Numbers.interval(rate), Numbers.counts(rate))
              : new Html().text("\u2013"));
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
