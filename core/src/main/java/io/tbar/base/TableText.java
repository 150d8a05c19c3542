package io.tbar.base;

import java.util.regex.Pattern;

/** Texts of files as cells of a table that a spreadsheet or a page shows: they stay texts. */
public final class TableText {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]+([eE][-+]?\\d+)?( %)?|[-–]");
  private static final String BEGINS_FORMULA = "=+-@\t\r＝＋－＠";

  private TableText() {}

  /**
   * A cell of a CSV line (RFC 4180), on one line. A text that a spreadsheet would compute begins
   * with an apostrophe.
   */
  public static String csv(String cell) {
    String text = oneLine(cell);
    String bare = cell.strip();
    boolean formula =
        !bare.isEmpty()
            && (BEGINS_FORMULA.indexOf(bare.charAt(0)) >= 0
                || BEGINS_FORMULA.indexOf(cell.charAt(0)) >= 0)
            && !NUMBER.matcher(bare).matches();
    if (formula) {
      text = "'" + text;
    }
    return text.matches("[^,;\"\\t']*") && text.equals(text.strip())
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A cell of a Markdown table: no sign in it makes a column, a link, code or a tag. */
  public static String markdown(String cell) {
    return oneLine(cell).replaceAll("([\\\\`*\\[\\]<>|])", "\\\\$1");
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n\u0085\u2028\u2029]+", " ");
  }
}
