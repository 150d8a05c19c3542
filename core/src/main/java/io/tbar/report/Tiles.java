package io.tbar.report;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.measure.Shift;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few figures that matter, before and after, each with its interval drawn. */
final class Tiles {
  private record Tile(
      String title, String css, @Nullable Rate before, @Nullable Rate after, String foot) {}

  private Tiles() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    List<Tile> tiles = tiles(run);
    if (tiles.isEmpty()) {
      return out;
    }
    Page.openSection(out, "summary", "Main figures");
    out.open("div", "class", "tiles").line();
    tiles.forEach(tile -> draw(out, tile));
    return out.close().close().line();
  }

  private static List<Tile> tiles(RunRecord run) {
    Evaluation before = evaluation(run.measures().get(RunRecord.BEFORE));
    Evaluation after = evaluation(run.measures().get(RunRecord.AFTER));
    Evaluation only = evaluation(run.measures().get(RunRecord.MODEL));
    Evaluation first = before == null ? only : before;
    List<Tile> tiles = new ArrayList<>();
    Evaluation any = after == null ? first : after;
    if (any == null || first == null) {
      return tiles;
    }
    if (any.attackSuccess().total() > 0) {
      tiles.add(
          new Tile(
              "Attack success rate",
              "c2",
              first.attackSuccess(),
              after == null ? null : after.attackSuccess(),
              any.has(Measure.TARGET_SHARE_CLEAN)
                  ? "Without the trigger: " + Numbers.percent(any.rate(Measure.TARGET_SHARE_CLEAN))
                  : ""));
    }
    if (any.utility().total() > 0) {
      boolean labelled = any.has(Measure.CLEAN_TOP1);
      tiles.add(
          new Tile(
              labelled ? "Accuracy on clean images" : "Agreement on clean images",
              "c1",
              first.utility(),
              after == null ? null : after.utility(),
              kept(first.utility(), after)));
    }
    if (any.has(Measure.TRIGGERED_ACCURACY)) {
      tiles.add(
          new Tile(
              "Accuracy under the trigger",
              "c3",
              first.rate(Measure.TRIGGERED_ACCURACY),
              after == null ? null : after.rate(Measure.TRIGGERED_ACCURACY),
              "Against the true labels"));
    }
    Shift shift = any.largestShift();
    Scores scores = run.measures().get(after != null ? RunRecord.AFTER : RunRecord.BEFORE);
    if (shift != null) {
      Scores named = scores != null ? scores : run.measures().get(RunRecord.MODEL);
      String to = named == null ? "" : named.classes().get(shift.to());
      Shift old = first.largestShift();
      tiles.add(
          new Tile(
              "Largest shift to a third class",
              "c4",
              after == null || old == null ? shift.triggered() : old.triggered(),
              after == null ? null : shift.triggered(),
              "\u201C"
                  + to
                  + "\u201D"
                  + (after == null ? "" : " after")
                  + "; without the trigger "
                  + Numbers.percent(shift.clean())));
    }
    return tiles;
  }

  private static String kept(Rate before, @Nullable Evaluation after) {
    if (after == null || before.count() == 0) {
      return "";
    }
    double change = after.utility().value() - before.value();
    return change > 0
        ? Numbers.points(change) + " points"
        : Numbers.percent(after.utility().value() / before.value()) + " of it kept";
  }

  private static @Nullable Evaluation evaluation(@Nullable Scores scores) {
    return scores == null ? null : scores.evaluation();
  }

  private static void draw(Html out, Tile tile) {
    out.open("article", "class", "tile " + tile.css());
    out.element("h3", tile.title());
    out.open("p", "class", "figures");
    if (tile.after() != null && tile.before() != null) {
      out.element("span", "before ", "class", "sr");
      out.element("span", Numbers.percent(tile.before()), "class", "was");
      out.element("span", " \u2192 ", "class", "arrow", "aria-hidden", "true");
      out.element("span", ", after ", "class", "sr");
      out.element("strong", Numbers.percent(tile.after()));
    } else if (tile.before() != null) {
      out.element("strong", Numbers.percent(tile.before()));
    }
    out.close();
    meter(out, tile.before(), tile.after() == null ? "" : "before");
    meter(out, tile.after(), "after");
    out.element("p", tile.foot(), "class", "foot");
    out.close().line();
  }

  private static void meter(Html out, @Nullable Rate rate, String when) {
    if (rate == null) {
      return;
    }
    out.open("div", "class", "meter-row");
    out.element("span", when, "class", "when");
    out.open(
        "svg",
        "class",
        "meter",
        "viewBox",
        "0 0 100 10",
        "preserveAspectRatio",
        "none",
        "aria-hidden",
        "true");
    out.empty("rect", "class", "track", "width", "100", "height", "10");
    out.empty(
        "rect",
        "class",
        when.equals("before") ? "past" : "now",
        "width",
        Svg.n(100 * rate.value()),
        "height",
        "10");
    out.empty(
        "rect",
        "class",
        "whisker",
        "x",
        Numbers.trimmed(100 * rate.low(), 2),
        "width",
        Numbers.trimmed(100 * (rate.high() - rate.low()), 2),
        "height",
        "10");
    out.close();
    out.element("span", Numbers.interval(rate), "class", "ci");
    out.close();
  }
}
