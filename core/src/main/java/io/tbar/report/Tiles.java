package io.tbar.report;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
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
  /** A figure as text and as a bar; what lies below 0 has no length. */
  private record Bar(String text, String interval, double value, double low, double high) {
    static Bar of(Rate rate) {
      return new Bar(
          Numbers.percent(rate), Numbers.interval(rate), rate.value(), rate.low(), rate.high());
    }

    static @Nullable Bar of(@Nullable Excess excess) {
      return excess == null
          ? null
          : new Bar(
              Numbers.points(excess),
              Numbers.interval(excess),
              Math.max(0, excess.value()),
              Math.max(0, excess.low()),
              Math.max(0, excess.high()));
    }
  }

  private record Tile(
      String title, String css, @Nullable Bar before, @Nullable Bar after, String foot) {
    static Tile of(String title, String css, Rate before, @Nullable Rate after, String foot) {
      return new Tile(title, css, Bar.of(before), after == null ? null : Bar.of(after), foot);
    }
  }

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
          Tile.of(
              "Attack success rate",
              "c2",
              first.attackSuccess(),
              after == null ? null : after.attackSuccess(),
              any.has(Measure.TARGET_SHARE_CLEAN)
                  ? "Without the trigger: " + Numbers.percent(any.rate(Measure.TARGET_SHARE_CLEAN))
                  : ""));
    }
    if (any.excess() != null) {
      tiles.add(
          new Tile(
              "Excess attack success",
              "c2",
              Bar.of(first.excess()),
              after == null ? null : Bar.of(after.excess()),
              "Attack success rate minus the target\u2019s share without the trigger, on the same"
                  + " images"));
    }
    if (any.utility().total() > 0) {
      boolean labelled = any.has(Measure.CLEAN_TOP1);
      tiles.add(
          Tile.of(
              labelled ? "Accuracy on clean images" : "Agreement on clean images",
              "c1",
              first.utility(),
              after == null ? null : after.utility(),
              kept(first.utility(), after)));
    }
    if (any.has(Measure.TRIGGERED_ACCURACY)) {
      tiles.add(
          Tile.of(
              "Accuracy under the trigger",
              "c3",
              first.rate(Measure.TRIGGERED_ACCURACY),
              after == null ? null : after.rate(Measure.TRIGGERED_ACCURACY),
              "Against the true labels"));
    }
    if (any.has(Measure.OWN_ANSWERS_BACK)) {
      tiles.add(
          Tile.of(
              "Own answers back",
              "c3",
              first.rate(Measure.OWN_ANSWERS_BACK),
              after == null ? null : after.rate(Measure.OWN_ANSWERS_BACK),
              "Triggered images answered as "
                  + believed(run, any)
                  + " answers them without the trigger"));
    }
    Shift shift = any.largestShift();
    Scores scores = run.measures().get(after != null ? RunRecord.AFTER : RunRecord.BEFORE);
    if (shift != null) {
      Scores named = scores != null ? scores : run.measures().get(RunRecord.MODEL);
      String to = named == null ? "" : named.classes().get(shift.to());
      Shift old = first.largestShift();
      tiles.add(
          Tile.of(
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

  private static String believed(RunRecord run, Evaluation any) {
    if (run.cleaning() != null) {
      return "the suspect itself";
    }
    return any.has(Measure.AGREEMENT) ? "the reference" : "the same model";
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
      out.element("span", tile.before().text(), "class", "was");
      out.element("span", " \u2192 ", "class", "arrow", "aria-hidden", "true");
      out.element("span", ", after ", "class", "sr");
      out.element("strong", tile.after().text());
    } else {
      Bar one = tile.before() == null ? tile.after() : tile.before();
      out.element("strong", one == null ? "" : one.text());
    }
    out.close();
    meter(out, tile.before(), tile.after() == null ? "" : "before");
    meter(out, tile.after(), tile.before() == null ? "" : "after");
    out.element("p", tile.foot(), "class", "foot");
    out.close().line();
  }

  private static void meter(Html out, @Nullable Bar bar, String when) {
    if (bar == null) {
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
        Svg.n(100 * bar.value()),
        "height",
        "10");
    out.empty(
        "rect",
        "class",
        "whisker",
        "x",
        Numbers.trimmed(100 * bar.low(), 2),
        "width",
        Numbers.trimmed(100 * (bar.high() - bar.low()), 2),
        "height",
        "10");
    out.close();
    out.element("span", bar.interval(), "class", "ci");
    out.close();
  }
}
