package io.tbar.data;

import java.util.List;
import java.util.Locale;

/** How class names are compared. */
final class Names {
  private Names() {}

  /** Without case, and with blanks, underscores and runs of them as one blank. */
  static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[_\\s]+", " ");
  }

  static String nearest(String label, List<String> names) {
    String plain = plain(label);
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = distance(plain, plain(name));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best;
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
