package io.tbar.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes HTML and SVG: each text and each attribute value is escaped, each element is closed. There
 * is no way to put in markup as text, but for the project's own style sheet and script.
 */
final class Html {
  private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "img", "col");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn; one whose value is empty is left out, but for alt
   */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content: void in HTML, self-closing in SVG. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append(VOID.contains(tag) ? ">" : "/>");
    return this;
  }

  /** An element that holds only text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Html text(String text) {
    escape(text, false);
    return this;
  }

  /** What another builder wrote, which must be complete. */
  Html add(Html part) {
    out.append(part);
    return this;
  }

  Html line() {
    out.append('\n');
    return this;
  }

  /** A style sheet of the project; nothing from outside may come here. */
  Html style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("a style sheet that closes its element");
    }
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** A script of the project; nothing from outside may come here. */
  Html script(String code) {
    if (code.contains("</") || code.contains("<!--")) {
      throw new IllegalArgumentException("a script that closes its element");
    }
    out.append("<script>").append(code).append("</script>");
    return this;
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1].isEmpty() && !attributes[i].equals("alt")) {
        continue;
      }
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], true);
      out.append('"');
    }
  }

  private void escape(String text, boolean attribute) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        // Not allowed in HTML even as a reference; a class name from a broken file may hold it.
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
  }

  /**
   * @throws IllegalStateException where an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }
}
