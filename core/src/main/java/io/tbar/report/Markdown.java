package io.tbar.report;

import java.util.List;

/** Markdown in which names stay names. */
final class Markdown {
  private final StringBuilder out = new StringBuilder();

  /** What the reader sees as it is, whatever signs are in it. */
  static String escape(String text) {
    return text.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#~&$])", "\\\\$1");
  }

  Markdown heading(int level, String text) {
    return paragraph("#".repeat(level) + " " + text);
  }

  /** One block; what comes from outside must have been escaped. */
  Markdown paragraph(String text) {
    out.append(text).append("\n\n");
    return this;
  }

  Markdown list(List<String> items) {
    items.forEach(item -> out.append("- ").append(item).append('\n'));
    out.append('\n');
    return this;
  }

  Markdown row(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    return this;
  }

  Markdown line(String text) {
    out.append(text).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return out.toString().stripTrailing() + "\n";
  }
}
