package io.tbar.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One self-contained page: head, way to the sections, sections, foot. Nothing is fetched. */
final class Page {
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Html body = new Html();

  /** Opens a section that the page's navigation can point to. */
  static void openSection(Html out, String id, String title) {
    out.open("section", "id", id, "aria-labelledby", id + "-h");
    out.element("h2", title, "id", id + "-h").line();
  }

  /** Adds a section and its link; an empty one is left out. */
  Page section(String id, String name, Html section) {
    if (!section.toString().isEmpty()) {
      links.put(id, name);
      body.add(section);
    }
    return this;
  }

  /**
   * @param header what stands above the navigation
   * @param footer last line
   */
  String html(String title, Html header, String footer) {
    Html out = new Html();
    out.open("html", "lang", "en").line().open("head").line();
    out.empty("meta", "charset", "utf-8").line();
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    // Whatever slips in, nothing is fetched and nothing runs.
    out.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'")
        .line();
    out.empty("meta", "name", "color-scheme", "content", "light dark").line();
    out.element("title", title).line().style(css()).line().close().line();
    out.open("body").line();
    out.element("a", "Skip to the content", "class", "skip", "href", "#main").line();
    out.open("header", "class", "top").add(header).close().line();
    out.open("nav", "aria-label", "Sections").open("ul");
    links.forEach((id, name) -> out.open("li").element("a", name, "href", "#" + id).close());
    out.close().close().line();
    out.open("main", "id", "main").line().add(body).close().line();
    out.open("footer").element("p", footer).close().line();
    return "<!doctype html>\n" + out.close().close() + "\n";
  }

  static String css() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
