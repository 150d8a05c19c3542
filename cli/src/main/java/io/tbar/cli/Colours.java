package io.tbar.cli;

/** Whether help may be coloured: a terminal that wants it, see no-color.org. */
final class Colours {
  private Colours() {}

  static boolean wanted() {
    String noColor = System.getenv("NO_COLOR");
    String term = System.getenv("TERM");
    return Boolean.getBoolean("tbar.colour")
        && (noColor == null || noColor.isEmpty())
        && term != null
        && !"dumb".equals(term);
  }
}
