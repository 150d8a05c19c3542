package io.tbar.report;

import io.tbar.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** One self-contained page: head, way to the sections, sections, foot. Nothing is fetched. */
final class Page {
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Html body = new Html();
  private String script = "";

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

  /** Lets tables of the class "sortable" be sorted by their heads. */
  Page sortable() {
    script = resource("sort.js");
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
    // Whatever slips in, nothing is fetched and nothing runs but our own script.
    out.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'" + allowed())
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
    if (!script.isEmpty()) {
      out.script(script).line();
    }
    return "<!doctype html>\n" + out.close().close() + "\n";
  }

  private String allowed() {
    if (script.isEmpty()) {
      return "";
    }
    byte[] hash = Sha256.digest().digest(script.getBytes(StandardCharsets.UTF_8));
    return "; script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }

  static String css() {
    return resource("report.css");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
