package io.tbar.report;

/** An SVG picture with a title and a description for those who do not see it. */
final class Svg {
  private final Html html = new Html();

  /**
   * @param id unique in the page
   * @param css class of the element, or empty
   */
  Svg(String id, String css, double width, double height, String title, String description) {
    html.open(
        "svg",
        "class",
        css,
        "viewBox",
        "0 0 " + n(width) + " " + n(height),
        "role",
        "img",
        "aria-labelledby",
        id + "-t " + id + "-d");
    html.element("title", title, "id", id + "-t");
    html.element("desc", description, "id", id + "-d");
  }

  Svg rect(String css, double x, double y, double width, double height) {
    html.empty("rect", "class", css, "x", n(x), "y", n(y), "width", n(width), "height", n(height));
    return this;
  }

  Svg line(String css, double x1, double y1, double x2, double y2) {
    html.empty("line", "class", css, "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2));
    return this;
  }

  Svg path(String css, CharSequence d) {
    if (d.length() > 0) {
      html.empty("path", "class", css, "d", d.toString());
    }
    return this;
  }

  /**
   * @param anchor "start", "middle" or "end"
   */
  Svg text(String css, double x, double y, String anchor, String text) {
    html.element("text", text, "class", css, "x", n(x), "y", n(y), "text-anchor", anchor);
    return this;
  }

  /** A rectangle with a colour of its own, as in a heat map. */
  Svg cell(String colour, double x, double y, double width, double height) {
    html.empty(
        "rect", "fill", colour, "x", n(x), "y", n(y), "width", n(width), "height", n(height));
    return this;
  }

  Svg marker(Marker marker, String css, double x, double y) {
    return path(css, marker.path(x, y));
  }

  /** The finished element. */
  Html done() {
    return html.close();
  }

  /** A coordinate: a tenth of a pixel is enough, and keeps files small. */
  static String n(double value) {
    return Numbers.trimmed(value, 1);
  }
}
