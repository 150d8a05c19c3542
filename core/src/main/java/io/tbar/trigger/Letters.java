package io.tbar.trigger;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Letters of five by seven pixels, drawn here so that they look the same on every machine: a font
 * of the system would not.
 */
final class Letters {
  static final String KNOWN = "letters A to Z, digits, blanks and . ! ? -";

  private static final int HEIGHT = 7;
  private static final int WIDTH = 5;

  // Seven rows of five pixels from the top, each row one number whose highest bit is the left one.
  private static final String SHAPES =
      """
      A 14 17 17 31 17 17 17
      B 30 17 17 30 17 17 30
      C 15 16 16 16 16 16 15
      D 30 17 17 17 17 17 30
      E 31 16 16 30 16 16 31
      F 31 16 16 30 16 16 16
      G 15 16 16 19 17 17 15
      H 17 17 17 31 17 17 17
      I 31 4 4 4 4 4 31
      J 7 2 2 2 2 18 12
      K 17 18 20 24 20 18 17
      L 16 16 16 16 16 16 31
      M 17 27 21 21 17 17 17
      N 17 25 25 21 19 19 17
      O 14 17 17 17 17 17 14
      P 30 17 17 30 16 16 16
      Q 14 17 17 17 21 18 13
      R 30 17 17 30 20 18 17
      S 15 16 16 14 1 1 30
      T 31 4 4 4 4 4 4
      U 17 17 17 17 17 17 14
      V 17 17 17 17 10 10 4
      W 17 17 17 21 21 27 17
      X 17 10 10 4 10 10 17
      Y 17 17 10 4 4 4 4
      Z 31 1 2 4 8 16 31
      0 14 17 19 21 25 17 14
      1 4 12 20 4 4 4 31
      2 14 17 1 6 8 16 31
      3 30 1 1 14 1 1 30
      4 2 6 10 18 31 2 2
      5 31 16 30 1 1 17 14
      6 14 16 16 30 17 17 14
      7 31 1 2 2 4 4 4
      8 14 17 17 14 17 17 14
      9 14 17 17 15 1 1 14
      . 0 0 0 0 0 12 12
      ! 4 4 4 4 4 0 4
      ? 14 17 1 6 4 0 4
      - 0 0 0 31 0 0 0
      """;

  private static final Map<Character, int[]> ROWS = rows();

  private Letters() {}

  /** Whether there is something to write and a shape for each of its signs. */
  static boolean known(String text) {
    return !text.isBlank()
        && text.toUpperCase(Locale.ROOT).chars().allMatch(c -> ROWS.containsKey((char) c));
  }

  /** One channel, 1 where a letter is and 0 elsewhere; a column is free between two letters. */
  static FloatImage draw(String text) {
    String signs = text.toUpperCase(Locale.ROOT);
    int width = signs.length() * (WIDTH + 1) - 1;
    float[] mask = new float[HEIGHT * width];
    for (int n = 0; n < signs.length(); n++) {
      int[] rows = ROWS.getOrDefault(signs.charAt(n), new int[HEIGHT]);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          mask[y * width + n * (WIDTH + 1) + x] = rows[y] >> (WIDTH - 1 - x) & 1;
        }
      }
    }
    return new FloatImage(1, HEIGHT, width, mask);
  }

  private static Map<Character, int[]> rows() {
    Map<Character, int[]> rows = new HashMap<>();
    rows.put(' ', new int[HEIGHT]);
    SHAPES
        .lines()
        .forEach(
            line -> {
              String[] words = line.split(" ");
              int[] shape = new int[HEIGHT];
              for (int y = 0; y < HEIGHT; y++) {
                shape[y] = Integer.parseInt(words[y + 1]);
              }
              rows.put(line.charAt(0), shape);
            });
    return rows;
  }
}
