package io.tbar.report;

/** Names of what a plot shows, as text beside a small drawing; wraps where it is narrow. */
final class Legend {
  private final Html html = new Html().open("ul", "class", "legend");

  Legend marker(String css, Marker marker, String name) {
    return item(name, key().empty("path", "class", "dot " + css, "d", marker.path(12, 7)));
  }

  Legend line(String css, String name) {
    return item(
        name, key().empty("line", "class", css, "x1", "1", "x2", "23", "y1", "7", "y2", "7"));
  }

  Legend area(String css, String name) {
    return item(
        name, key().empty("rect", "class", css, "x", "1", "y", "1", "width", "22", "height", "12"));
  }

  private static Html key() {
    return new Html()
        .open(
            "svg",
            "class",
            "key",
            "viewBox",
            "0 0 24 14",
            "width",
            "24",
            "height",
            "14",
            "aria-hidden",
            "true");
  }

  private Legend item(String name, Html drawing) {
    html.open("li").add(drawing.close()).text(name).close();
    return this;
  }

  Html html() {
    return html.close();
  }
}
