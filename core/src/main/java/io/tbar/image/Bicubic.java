package io.tbar.image;

import java.util.Arrays;

/**
 * One axis of Pillow's bicubic resize with antialias, in its 22-bit fixed point, so that the result
 * is the same byte for byte. Only a window of the output is computed: what the crop cuts away costs
 * nothing.
 *
 * @param first per output index of the window, the first source index
 * @param count per output index, the number of source values
 * @param weights {@code taps} fixed-point weights per output index
 */
record Bicubic(int[] first, int[] count, int[] weights, int taps) {
  private static final int BITS = 22;
  private static final int HALF = 1 << (BITS - 1);

  /**
   * @param in length of the source
   * @param out length of the whole output
   * @param from first output index wanted
   * @param length number of output indices wanted
   */
  static Bicubic of(int in, int out, int from, int length) {
    if (in == out) {
      return identity(from, length);
    }
    double scale = (double) in / out;
    double filterScale = Math.max(scale, 1);
    double support = 2 * filterScale;
    int taps = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[length];
    int[] count = new int[length];
    int[] weights = new int[Math.multiplyExact(length, taps)];
    double[] w = new double[taps];
    double shrink = 1 / filterScale;
    for (int i = 0; i < length; i++) {
      double centre = (from + i + 0.5) * scale;
      first[i] = Math.max(0, (int) (centre - support + 0.5));
      count[i] = Math.min(in, (int) (centre + support + 0.5)) - first[i];
      double sum = 0;
      for (int j = 0; j < count[i]; j++) {
        w[j] = cubic((j + first[i] - centre + 0.5) * shrink);
        sum += w[j];
      }
      double norm = sum == 0 ? 1 : 1 / sum;
      for (int j = 0; j < count[i]; j++) {
        double v = w[j] * norm * (1 << BITS);
        weights[i * taps + j] = (int) (v < 0 ? v - 0.5 : v + 0.5);
      }
    }
    return new Bicubic(first, count, weights, taps);
  }

  private static Bicubic identity(int from, int length) {
    int[] first = new int[length];
    int[] count = new int[length];
    int[] weights = new int[length];
    for (int i = 0; i < length; i++) {
      first[i] = from + i;
      count[i] = 1;
      weights[i] = 1 << BITS;
    }
    return new Bicubic(first, count, weights, 1);
  }

  /** Keys' cubic with a = -0.5. */
  private static double cubic(double x) {
    double a = -0.5;
    x = Math.abs(x);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  int length() {
    return first.length;
  }

  /** First source index that any output needs. */
  int begin() {
    return first[0];
  }

  /** End of the source indices that any output needs. */
  int end() {
    int last = first.length - 1;
    return first[last] + count[last];
  }

  /** Along the width, for the rows {@code y0} to {@code y1} of the source. */
  Piece horizontal(Piece from, int y0, int y1) {
    byte[] rgb = from.rgb();
    byte[] to = new byte[Math.multiplyExact((y1 - y0) * 3, length())];
    int at = 0;
    for (int y = y0; y < y1; y++) {
      int row = (y - from.y0()) * from.width() - from.x0();
      for (int i = 0; i < length(); i++) {
        int r = HALF;
        int g = HALF;
        int b = HALF;
        int source = (row + first[i]) * 3;
        for (int j = i * taps, end = j + count[i]; j < end; j++, source += 3) {
          int w = weights[j];
          r += w * (rgb[source] & 255);
          g += w * (rgb[source + 1] & 255);
          b += w * (rgb[source + 2] & 255);
        }
        to[at++] = clamp(r);
        to[at++] = clamp(g);
        to[at++] = clamp(b);
      }
    }
    return new Piece(to, 0, y0, length());
  }

  /** Along the height, for the columns {@code x0} to {@code x1} of the source. */
  Piece vertical(Piece from, int x0, int x1) {
    byte[] rgb = from.rgb();
    int width = x1 - x0;
    byte[] to = new byte[Math.multiplyExact(width * 3, length())];
    int[] sums = new int[width * 3];
    int at = 0;
    for (int i = 0; i < length(); i++) {
      Arrays.fill(sums, HALF);
      for (int j = 0; j < count[i]; j++) {
        int w = weights[i * taps + j];
        int source = ((first[i] + j - from.y0()) * from.width() + x0 - from.x0()) * 3;
        for (int x = 0; x < sums.length; x++) {
          sums[x] += w * (rgb[source + x] & 255);
        }
      }
      for (int sum : sums) {
        to[at++] = clamp(sum);
      }
    }
    return new Piece(to, x0, 0, width);
  }

  /**
   * Part of a picture, interleaved.
   *
   * @param x0 column of the first pixel in the picture that the next pass reads
   * @param y0 its row
   * @param width pixels a row
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on within one call, never compared
  record Piece(byte[] rgb, int x0, int y0, int width) {}

  private static byte clamp(int fixed) {
    int v = fixed >> BITS;
    return (byte) (v < 0 ? 0 : Math.min(v, 255));
  }
}
