package io.tbar.report;

import io.tbar.measure.Statistic;
import io.tbar.result.NullValues;
import io.tbar.verdict.Ranked;
import java.util.ArrayList;
import java.util.List;

/** One value among many on an axis: a strip of circles and a diamond. */
final class StripPlot {
  private static final double WIDTH = 360;
  private static final double HEIGHT = 124;
  private static final double LINE = 62;

  private StripPlot() {}

  static void figure(Html out, String id, Ranked ranked, NullValues nulls) {
    Statistic s = ranked.statistic();
    out.open("figure", "id", id).element("figcaption", s.id());
    out.open("div", "class", "plot").add(draw(id + "-n", s, nulls)).close();
    out.element("p", caption(s, nulls), "class", "foot");
    out.close().line();
  }

  private static String caption(Statistic s, NullValues nulls) {
    int of = nulls.values().size() + nulls.nothing();
    String clean =
        nulls.values().isEmpty()
            ? "nothing was found in any of the " + of + " clean models"
            : "clean models "
                + AuditHtml.figure(nulls.values().get(0))
                + " to "
                + AuditHtml.figure(nulls.values().get(nulls.values().size() - 1))
                + (nulls.nothing() == 0
                    ? ""
                    : "; nothing found in " + nulls.nothing() + " of " + of);
    return "This model " + StatisticSection.value(s) + "; " + clean + ".";
  }

  private static Html draw(String id, Statistic s, NullValues nulls) {
    List<Double> all = new ArrayList<>(nulls.values());
    all.add(s.value());
    double low = all.stream().mapToDouble(v -> v).min().orElse(0);
    double high = all.stream().mapToDouble(v -> v).max().orElse(1);
    double margin = high > low ? 0.06 * (high - low) : Math.max(0.05, 0.1 * Math.abs(high));
    Axis x = Axis.rounded(low - margin, high + margin, 16, WIDTH - 16);
    Svg svg = new Svg(id, "small", WIDTH, HEIGHT, s.id(), caption(s, nulls));
    for (double tick : x.ticks(5)) {
      svg.line("grid", x.at(tick), 22, x.at(tick), LINE + 22);
      svg.text("tick", x.at(tick), LINE + 38, "middle", AuditHtml.figure(tick));
    }
    svg.line("axis", x.from(), LINE + 22, x.to(), LINE + 22);
    // Equal values would hide one another: each circle goes up where the last one still is.
    double lastX = Double.NEGATIVE_INFINITY;
    int stacked = 0;
    for (double value : nulls.values()) {
      double at = x.at(value);
      stacked = at - lastX < 7 ? stacked + 1 : 0;
      lastX = stacked == 0 ? at : lastX;
      svg.marker(Marker.CIRCLE, "dot hollow c1", at, LINE + 14 - 7 * Math.min(stacked, 5));
    }
    if (!s.censored()) {
      svg.line("chosen-value", x.at(s.value()), 18, x.at(s.value()), LINE + 22);
      svg.marker(Marker.DIAMOND, "dot c2", x.at(s.value()), LINE + 14);
      svg.text("chosen-text", near(x.at(s.value())), 13, "middle", AuditHtml.figure(s.value()));
    }
    boolean low1 = s.suspicion() == Statistic.Suspicion.LOW;
    svg.text(
        "name",
        low1 ? 4 : WIDTH - 4,
        HEIGHT - 5,
        low1 ? "start" : "end",
        low1 ? "\u2190 more suspicious" : "more suspicious \u2192");
    return svg.done();
  }

  /** Keeps a label inside the picture. */
  private static double near(double x) {
    return Math.max(24, Math.min(WIDTH - 24, x));
  }
}
