package io.tbar.cli;

import java.util.Locale;

/** Texts from files as they may be shown to a person. */
final class Shown {
  private Shown() {}

  /**
   * The text on one line.
   *
   * @param longest most characters that are shown; of a longer text its beginning and its end
   */
  static String line(String text, int longest) {
    String cut = text;
    if (text.length() > longest) {
      int tail = longest / 4;
      int head = longest - tail;
      cut =
          String.format(
              Locale.ROOT,
              "%s… (%,d characters left out) …%s",
              text.substring(0, head),
              text.length() - longest,
              text.substring(text.length() - tail));
    }
    StringBuilder line = new StringBuilder(cut.length());
    for (int i = 0; i < cut.length(); i++) {
      char c = cut.charAt(i);
      if (harmful(c)) {
        line.append(escape(c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** Whether a character moves the cursor, colours, turns the writing round, or cannot be seen. */
  static boolean harmful(char c) {
    return Character.isISOControl(c) && c != '\t'
        || c == '\u061c'
        || c >= '\u200b' && c <= '\u200f' && c != '\u200c' && c != '\u200d'
        || c >= '\u2028' && c <= '\u202e'
        || c >= '\u2060' && c <= '\u206f'
        || c == '\ufeff'
        || c >= '\ufff9' && c <= '\ufffb';
  }

  static String escape(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }
}
