package io.tbar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Curves with intervals over a common horizontal axis; drawn at any size. */
final class LinePlot {
  /**
   * One value with its interval.
   *
   * @param solid belongs to the line; others stand alone, hollow, with their interval as a bar
   */
  record Point(double x, double y, double low, double high, boolean solid) {}

  /**
   * A curve.
   *
   * @param css colour class: "c1", "c2", …
   */
  record Curve(String name, String css, Marker marker, List<Point> points) {
    Curve {
      points = List.copyOf(points);
    }
  }

  /** What every plot must have. */
  record Frame(
      String id,
      String title,
      String description,
      String xName,
      DoubleFunction<String> xText,
      String yName,
      DoubleFunction<String> yText) {}

  private final Frame frame;
  private final List<Curve> curves = new ArrayList<>();
  private double xHigh = Double.NEGATIVE_INFINITY;
  private double xLow = Double.POSITIVE_INFINITY;
  private double yLow = Double.POSITIVE_INFINITY;
  private double yHigh = Double.NEGATIVE_INFINITY;
  private double @Nullable [] span;
  private @Nullable Double bound;
  private @Nullable Double chosen;

  LinePlot(Frame frame) {
    this.frame = frame;
  }

  LinePlot curve(Curve curve) {
    curves.add(curve);
    for (Point p : curve.points()) {
      xLow = Math.min(xLow, p.x());
      xHigh = Math.max(xHigh, p.x());
      yLow = Math.min(yLow, p.low());
      yHigh = Math.max(yHigh, p.high());
    }
    return this;
  }

  /** Fixes the vertical range. */
  LinePlot yRange(double low, double high) {
    yLow = low;
    yHigh = high;
    return this;
  }

  /** Fixes the right end; points beyond it are not drawn. */
  LinePlot xEnd(double high) {
    xHigh = high;
    return this;
  }

  /** A dashed horizontal line. */
  LinePlot bound(double y) {
    bound = y;
    return this;
  }

  /** A vertical line with its value above. */
  LinePlot chosen(double x) {
    chosen = x;
    return this;
  }

  /** A shaded range of the horizontal axis. */
  LinePlot span(double low, double high) {
    span = new double[] {low, high};
    return this;
  }

  /**
   * @param css class of the element
   * @param suffix makes the id unique where one plot is drawn at several sizes
   */
  Html draw(String css, String suffix, double width, double height) {
    Axis x = Axis.rounded(xLow, xHigh, 46, width - 14);
    Axis y = Axis.rounded(yLow, yHigh, height - 42, 24);
    Svg svg = new Svg(frame.id() + suffix, css, width, height, frame.title(), frame.description());
    if (span != null) {
      svg.rect("span", x.at(span[0]), y.to(), x.at(span[1]) - x.at(span[0]), y.from() - y.to());
    }
    axes(svg, x, y, width, height);
    if (bound != null) {
      svg.line("bound", x.from(), y.at(bound), x.to(), y.at(bound));
    }
    if (chosen != null) {
      svg.line("chosen", x.at(chosen), y.from(), x.at(chosen), y.to());
      svg.text("chosen-text", x.at(chosen), 15, "middle", frame.xText().apply(chosen));
    }
    for (Curve curve : curves) {
      draw(svg, curve, x, y);
    }
    return svg.done();
  }

  private void axes(Svg svg, Axis x, Axis y, double width, double height) {
    for (double tick : y.ticks(5)) {
      svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      svg.text("tick", x.from() - 7, y.at(tick) + 4, "end", frame.yText().apply(tick));
    }
    for (double tick : x.ticks(width < 500 ? 5 : 10)) {
      svg.line("grid", x.at(tick), y.from(), x.at(tick), y.from() + 4);
      svg.text("tick", x.at(tick), y.from() + 18, "middle", frame.xText().apply(tick));
    }
    svg.line("axis", x.from(), y.from(), x.to(), y.from());
    svg.text("name", (x.from() + x.to()) / 2, height - 5, "middle", frame.xName());
    if (!frame.yName().isEmpty()) {
      svg.text("name", 2, 13, "start", frame.yName());
    }
  }

  private static void draw(Svg svg, Curve curve, Axis x, Axis y) {
    List<Point> line = curve.points().stream().filter(p -> p.solid() && p.x() <= x.high()).toList();
    StringBuilder band = new StringBuilder();
    StringBuilder stroke = new StringBuilder();
    for (Point p : line) {
      stroke.append(stroke.isEmpty() ? 'M' : 'L').append(place(x.at(p.x()), y.at(p.y())));
      band.append(band.isEmpty() ? 'M' : 'L').append(place(x.at(p.x()), y.at(p.high())));
    }
    for (int i = line.size() - 1; i >= 0; i--) {
      band.append('L').append(place(x.at(line.get(i).x()), y.at(line.get(i).low())));
    }
    svg.path("band " + curve.css(), line.size() > 1 ? band + "z" : "");
    svg.path("curve " + curve.css(), line.size() > 1 ? stroke : "");
    for (Point p : curve.points()) {
      if (p.x() > x.high()) {
        continue;
      }
      if (!p.solid()) {
        svg.line("bar " + curve.css(), x.at(p.x()), y.at(p.low()), x.at(p.x()), y.at(p.high()));
      }
      String css = (p.solid() ? "dot " : "dot hollow ") + curve.css();
      svg.marker(curve.marker(), css, x.at(p.x()), y.at(p.y()));
    }
  }

  private static String place(double x, double y) {
    return Svg.n(x) + " " + Svg.n(y);
  }
}
