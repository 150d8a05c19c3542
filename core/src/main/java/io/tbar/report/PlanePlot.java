package io.tbar.report;

import io.tbar.report.MatrixView.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All methods on one plane: clean accuracy upwards, attack success to the right, so that the best
 * are at the upper left; and the front of those that no other beats in both.
 */
final class PlanePlot {
  private static final int COLOURS = 4;

  private final List<Outcome> groups;
  private final List<Outcome> methods;
  private final Map<String, Integer> style = new LinkedHashMap<>();

  PlanePlot(List<Outcome> groups, List<Outcome> methods) {
    this.groups = groups;
    this.methods = methods;
    methods.forEach(one -> style.putIfAbsent(one.method(), style.size()));
    groups.forEach(one -> style.putIfAbsent(one.method(), style.size()));
  }

  /** Those that no other has at least as good in both and better in one; by rising success. */
  static List<Outcome> front(List<Outcome> all) {
    List<Outcome> front = new ArrayList<>();
    for (Outcome one : all) {
      boolean beaten =
          all.stream()
              .anyMatch(
                  other ->
                      other.utility() >= one.utility()
                          && other.asr() <= one.asr()
                          && (other.utility() > one.utility() || other.asr() < one.asr()));
      if (!beaten) {
        front.add(one);
      }
    }
    front.sort(Comparator.comparingDouble(Outcome::asr).thenComparing(Outcome::utility));
    return front;
  }

  Html legend() {
    Legend legend = new Legend();
    style.forEach((method, index) -> legend.marker(css(index), marker(index), method));
    return legend.line("front", "no other mean is better in both").html();
  }

  /**
   * @param suffix makes the id unique where the plot is drawn at several sizes
   */
  Html draw(String css, String suffix, double width, double height) {
    double low = 1;
    double high = 0;
    double right = 0.05;
    List<Outcome> all = new ArrayList<>(groups);
    all.addAll(methods);
    for (Outcome one : all) {
      low = Math.min(low, one.utility() - half(one.utilityHalf()));
      high = Math.max(high, one.utility() + half(one.utilityHalf()));
      right = Math.max(right, one.asr() + half(one.asrHalf()));
    }
    Axis x = Axis.rounded(0, Math.min(1, right), 46, width - 20);
    Axis y = Axis.rounded(Math.max(0, low - 0.01), Math.min(1, high + 0.01), height - 42, 28);
    Svg svg =
        new Svg(
            "plane" + suffix,
            css,
            width,
            height,
            "Clean accuracy and attack success after each method",
            "The figures are in the tables below.");
    axes(svg, x, y, width, height);
    front(svg, x, y);
    for (Outcome one : groups) {
      int index = index(one);
      svg.marker(marker(index), "dot hollow " + css(index), x.at(one.asr()), y.at(one.utility()));
    }
    for (Outcome one : methods) {
      mean(svg, one, x, y);
    }
    return svg.done();
  }

  private static void axes(Svg svg, Axis x, Axis y, double width, double height) {
    for (double tick : y.ticks(5)) {
      svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      svg.text("tick", x.from() - 7, y.at(tick) + 4, "end", Numbers.percent(tick));
    }
    for (double tick : x.ticks(width < 500 ? 4 : 10)) {
      svg.line("grid", x.at(tick), y.from(), x.at(tick), y.from() + 4);
      svg.text("tick", x.at(tick), y.from() + 18, "middle", Numbers.percent(tick));
    }
    svg.line("axis", x.from(), y.from(), x.to(), y.from());
    svg.text(
        "name",
        (x.from() + x.to()) / 2,
        height - 5,
        "middle",
        "attack success rate, less is better");
    svg.text("name", 2, 14, "start", "clean accuracy, more is better");
  }

  private void front(Svg svg, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    double last = 0;
    for (Outcome one : front(methods)) {
      if (path.isEmpty()) {
        path.append("M").append(at(x.at(one.asr()), y.from()));
      } else {
        path.append("L").append(at(x.at(one.asr()), last));
      }
      last = y.at(one.utility());
      path.append("L").append(at(x.at(one.asr()), last));
    }
    if (!path.isEmpty()) {
      path.append("L").append(at(x.to(), last));
    }
    svg.path("front", path);
  }

  private void mean(Svg svg, Outcome one, Axis x, Axis y) {
    int index = index(one);
    String colour = css(index);
    double px = x.at(one.asr());
    double py = y.at(one.utility());
    if (!Double.isNaN(one.asrHalf())) {
      svg.line(
          "bar " + colour,
          x.at(one.asr() - one.asrHalf()),
          py,
          x.at(one.asr() + one.asrHalf()),
          py);
    }
    if (!Double.isNaN(one.utilityHalf())) {
      svg.line(
          "bar " + colour,
          px,
          y.at(one.utility() - one.utilityHalf()),
          px,
          y.at(one.utility() + one.utilityHalf()));
    }
    svg.marker(marker(index), "dot " + colour, px, py);
    boolean left = px > (x.from() + x.to()) / 2;
    svg.text("label", px + (left ? -9 : 9), py - 6, left ? "end" : "start", one.method());
  }

  private int index(Outcome one) {
    return style.getOrDefault(one.method(), 0);
  }

  private static String css(int index) {
    return "c" + (index % COLOURS + 1);
  }

  private static Marker marker(int index) {
    return Marker.values()[index / COLOURS % Marker.values().length];
  }

  private static double half(double half) {
    return Double.isNaN(half) ? 0 : half;
  }

  private static String at(double x, double y) {
    return Svg.n(x) + " " + Svg.n(y);
  }
}
