package io.tbar.base;

import java.util.Collection;
import java.util.Locale;

/** The known name closest to what was typed, for error messages. */
public final class Nearest {
  /** Compared of a name; the work grows with the square. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /**
   * The name with the fewest edits (insert, delete, replace, swap of neighbours; case does not
   * count), the earliest of several.
   *
   * @throws IllegalArgumentException where there are no names
   */
  public static String of(String typed, Collection<String> names) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int edits = edits(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    if (nearest == null) {
      throw new IllegalArgumentException("no names to choose from");
    }
    return nearest;
  }

  private static int edits(String wholeA, String wholeB) {
    String a = wholeA.substring(0, Math.min(LONGEST, wholeA.length()));
    String b = wholeB.substring(0, Math.min(LONGEST, wholeB.length()));
    int[][] best = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          best[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int edits = Math.min(best[i - 1][j], best[i][j - 1]) + 1;
        edits = Math.min(edits, best[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits = Math.min(edits, best[i - 2][j - 2] + 1);
        }
        best[i][j] = edits;
      }
    }
    return best[a.length()][b.length()];
  }
}
