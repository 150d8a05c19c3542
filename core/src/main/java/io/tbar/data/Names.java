package io.tbar.data;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How class names are compared. */
final class Names {
  /** Compared of a label; the work grows with its length times all names. */
  private static final int LONGEST = 100;

  private static final Pattern BLANKS = Pattern.compile("[_\\s\\u00A0]+");

  private Names() {}

  /**
   * Without case, with blanks, underscores and runs of them as one blank, and with accents as one
   * letter (a name from a Mac's file system has them apart).
   */
  static String plain(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    return BLANKS.matcher(composed.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  static String nearest(String label, List<String> names) {
    String plain = plain(label.substring(0, Math.min(LONGEST, label.length())));
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
