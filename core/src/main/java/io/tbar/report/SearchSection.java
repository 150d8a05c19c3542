package io.tbar.report;

import io.tbar.result.AlphaPoint;
import io.tbar.result.Cleaning;
import io.tbar.result.CleaningRound;
import io.tbar.result.Interval;
import io.tbar.result.RunRecord;
import java.util.List;
import java.util.function.Function;

/** Clean accuracy and attack success against α, one plot a round. */
final class SearchSection {
  private SearchSection() {}

  static Html html(RunRecord run) {
    Html out = new Html();
    Cleaning cleaning = run.cleaning();
    if (cleaning == null || cleaning.rounds().isEmpty()) {
      return out;
    }
    Page.openSection(out, "search", "How far to go");
    out.element("p", lead(cleaning));
    List<CleaningRound> rounds = cleaning.rounds();
    if (rounds.size() > 1) {
      out.add(summary(rounds).html());
    }
    // A round that is only a step on the way has no search of its own.
    List<CleaningRound> drawn = rounds.stream().filter(r -> r.curve().size() > 1).toList();
    if (!drawn.isEmpty()) {
      legend(out, cleaning);
    }
    out.open("div", "class", drawn.size() > 1 ? "panels" : "");
    for (CleaningRound round : drawn) {
      figure(out, cleaning, round, drawn.size() > 1);
    }
    out.close();
    return out.close().line();
  }

  private static String lead(Cleaning cleaning) {
    String bound =
        "The cleaned model is the suspect minus \u03B1 times the trigger vector. Of the"
            + " coefficients that keep at least "
            + Numbers.percent(cleaning.keep())
            + " of the "
            + cleaning.utility()
            + " ("
            + Numbers.percent(cleaning.bound())
            + " of the "
            + Numbers.count(cleaning.baseUtility().total())
            + " images of the search), one is taken by the rule under the plot. These"
            + " images are neither in the forget set nor in the test set.";
    return cleaning.alpha() == null ? bound + " Here no coefficient kept that much." : bound;
  }

  private static Table summary(List<CleaningRound> rounds) {
    Table table =
        new Table(
            "rounds",
            "Rounds of estimate and search",
            "",
            "Round",
            "\u03B1#",
            "Norm of the vector#",
            "Images seen#");
    for (CleaningRound round : rounds) {
      table.row(
          String.valueOf(round.number()),
          round.alpha() == null ? "none" : alpha(round.alpha()),
          Numbers.trimmed(round.vectorNorm(), 3),
          Numbers.count(round.passes()));
    }
    return table;
  }

  private static void figure(Html out, Cleaning cleaning, CleaningRound round, boolean several) {
    String id = "alpha-" + round.number();
    String title =
        Story.sentence(cleaning.utility())
            + " and attack success against \u03B1"
            + (several ? ", round " + round.number() : "");
    out.open("figure", "id", id).element("figcaption", title);
    LinePlot plot = plot(id, title, cleaning, round);
    out.open("div", "class", "plot");
    if (!several) {
      out.add(plot.draw("wide", "-w", 760, 340));
    }
    out.add(plot.draw(several ? "small" : "narrow", "-n", 330, 280)).close();
    out.element("p", note(round), "class", "foot");
    out.open("details").element("summary", "The figures behind the plot");
    out.add(table(id, title, cleaning, round).html()).close();
    out.close().line();
  }

  private static LinePlot plot(String id, String title, Cleaning cleaning, CleaningRound round) {
    String description =
        round.alpha() == null
            ? "No coefficient is feasible; the figures are in the table below."
            : "Chosen: " + alpha(round.alpha()) + ". The figures are in the table below.";
    LinePlot plot =
        new LinePlot(
                new LinePlot.Frame(
                    id,
                    title,
                    description,
                    "coefficient \u03B1",
                    SearchSection::alpha,
                    "",
                    y -> Numbers.trimmed(100 * y, 0) + "\u202F%"))
            .yRange(0, 1)
            .curve(curve(cleaning.utility(), "c1", Marker.CIRCLE, round, AlphaPoint::utility))
            .curve(curve("attack success", "c2", Marker.DIAMOND, round, AlphaPoint::attackSuccess))
            .xEnd(end(round))
            .bound(cleaning.bound());
    Interval stable = round.stable();
    if (stable != null) {
      plot.span(stable.low(), stable.high());
    }
    if (round.alpha() != null) {
      plot.chosen(round.alpha());
    }
    return plot;
  }

  private static LinePlot.Curve curve(
      String name,
      String css,
      Marker marker,
      CleaningRound round,
      Function<AlphaPoint, io.tbar.measure.Rate> rate) {
    long all = images(round);
    return new LinePlot.Curve(
        name,
        css,
        marker,
        round.curve().stream()
            .map(
                p ->
                    new LinePlot.Point(
                        p.alpha(),
                        rate.apply(p).value(),
                        rate.apply(p).low(),
                        rate.apply(p).high(),
                        p.utility().total() == all))
            .toList());
  }

  private static long images(CleaningRound round) {
    return round.curve().stream().mapToLong(p -> p.utility().total()).max().orElse(0);
  }

  /** Coefficients are doubled while it pays, so the far end would squeeze what matters. */
  private static double end(CleaningRound round) {
    double last = round.curve().stream().mapToDouble(AlphaPoint::alpha).max().orElse(1);
    Double chosen = round.alpha();
    if (chosen == null || chosen <= 0) {
      return last;
    }
    return round.curve().stream()
        .mapToDouble(AlphaPoint::alpha)
        .filter(a -> a >= 1.5 * chosen)
        .min()
        .orElse(last);
  }

  private static String note(CleaningRound round) {
    double end = end(round);
    long beyond = round.curve().stream().filter(p -> p.alpha() > end).count();
    Interval stable = round.stable();
    return (round.alpha() == null ? "" : "Chosen: \u03B1 = " + alpha(round.alpha()))
        + (stable == null
            ? ""
            : "; as good from " + alpha(stable.low()) + " to " + alpha(stable.high()))
        + (round.alpha() == null ? "" : ". ")
        + round.reason()
        + (beyond == 0
            ? ""
            : " Not drawn, but in the table: " + beyond + " beyond \u03B1 = " + alpha(end) + ".");
  }

  private static void legend(Html out, Cleaning cleaning) {
    Legend legend =
        new Legend()
            .marker("c1", Marker.CIRCLE, cleaning.utility())
            .marker("c2", Marker.DIAMOND, "attack success")
            .area("band c1", "95 % interval")
            .line("bound", "lowest " + cleaning.utility() + " allowed");
    if (cleaning.rounds().stream().anyMatch(round -> round.alpha() != null)) {
      legend.line("chosen", "chosen \u03B1").area("span", "as good");
    }
    boolean hollow =
        cleaning.rounds().stream()
            .anyMatch(r -> r.curve().stream().anyMatch(p -> p.utility().total() < images(r)));
    if (hollow) {
      legend.marker("hollow c1", Marker.CIRCLE, "given up after fewer images");
    }
    out.add(legend.html());
  }

  private static Table table(String id, String title, Cleaning cleaning, CleaningRound round) {
    Table table =
        new Table(
            id + "-data",
            title,
            "",
            "\u03B1#",
            Story.sentence(cleaning.utility()) + "#",
            "Interval#",
            "Kept#",
            "Attack success#",
            "Interval#",
            "Under the trigger#",
            "Images#",
            "Feasible");
    for (AlphaPoint p : round.curve()) {
      table.row(
          alpha(p.alpha()) + (Double.valueOf(p.alpha()).equals(round.alpha()) ? " (chosen)" : ""),
          Numbers.percent(p.utility()),
          Numbers.interval(p.utility()),
          Numbers.percent(p.kept()),
          Numbers.percent(p.attackSuccess()),
          Numbers.interval(p.attackSuccess()),
          Numbers.percent(p.triggeredAccuracy()),
          Numbers.count(p.utility().total()),
          p.feasible() ? "yes" : "no");
    }
    return table;
  }

  private static String alpha(double value) {
    return Numbers.trimmed(value, 4);
  }
}
