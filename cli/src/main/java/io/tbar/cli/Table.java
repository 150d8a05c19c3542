package io.tbar.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Plain aligned columns: text to the left, numbers to the right. */
final class Table {
  private static final String GAP = "  ";

  /** Names and values come from files and may be of any length. */
  private static final int LONGEST = 300;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table under a line of heads. */
  static Table of(String... heads) {
    return new Table().row((Object[]) heads);
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Shown.line(String.valueOf(cell), LONGEST));
    }
    rows.add(row);
    return this;
  }

  void print(PrintWriter out) {
    List<Integer> widths = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<String> row = rows.get(r);
      for (int c = 0; c < row.size(); c++) {
        if (widths.size() <= c) {
          widths.add(0);
          numeric.add(true);
        }
        widths.set(c, Math.max(widths.get(c), width(row.get(c))));
        if (r > 0 && !row.get(c).isEmpty() && !isNumber(row.get(c))) {
          numeric.set(c, false);
        }
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String pad = " ".repeat(widths.get(c) - width(row.get(c)));
        boolean right = numeric.get(c) && rows.size() > 1;
        line.append(c == 0 ? "" : GAP).append(right ? pad + row.get(c) : row.get(c) + pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNumber(String text) {
    return text.matches("[-+]?[0-9][0-9,.]*( %| points)?|-");
  }
}
