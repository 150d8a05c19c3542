package io.tbar.image;

import java.util.List;

/**
 * Coefficients to samples with the integers of libjpeg-turbo's slow transform, each component
 * spread to full size as libjpeg-turbo does it: smoothly by two, else by repetition.
 */
final class JpegPlanes {
  private static final int PASS_BITS = 2;
  private static final int BITS = 13;

  private final List<JpegPart> parts;
  private final int[][] quantisation;
  private final int maxAcross;
  private final int maxDown;

  JpegPlanes(List<JpegPart> parts, int[][] quantisation, int maxAcross, int maxDown) {
    this.parts = parts;
    this.quantisation = quantisation;
    this.maxAcross = maxAcross;
    this.maxDown = maxDown;
  }

  byte[] interleaved(int width, int height) {
    byte[] all = new byte[Math.multiplyExact(width * height, parts.size())];
    for (int c = 0; c < parts.size(); c++) {
      JpegPart part = parts.get(c);
      byte[] plane = plane(part);
      int across = maxAcross / part.across();
      int down = maxDown / part.down();
      boolean smoothDown = down == 2 && (across == 1 || across == 2 && part.width() > 2);
      boolean smoothAcross = across == 2 && down <= 2 && part.width() > 2;
      int[] line = new int[part.width()];
      for (int y = 0; y < height; y++) {
        int near = y / down;
        int far = smoothDown ? (y & 1) == 0 ? near - 1 : near + 1 : near;
        column(plane, part, near, Math.max(0, Math.min(part.height() - 1, far)), smoothDown, line);
        for (int x = 0; x < width; x++) {
          int value =
              smoothAcross
                  ? across(line, x, smoothDown)
                  : smoothDown ? line[x / across] + 1 + (y & 1) >> 2 : line[x / across];
          all[(y * width + x) * parts.size() + c] = (byte) value;
        }
      }
    }
    return all;
  }

  private static void column(
      byte[] plane, JpegPart part, int near, int far, boolean smooth, int[] to) {
    int stride = 8 * part.blocksAcross();
    for (int x = 0; x < to.length; x++) {
      int value = plane[near * stride + x] & 255;
      to[x] = smooth ? 3 * value + (plane[far * stride + x] & 255) : value;
    }
  }

  /** Three quarters of the nearest sample and one of its neighbour; at the rim the sample alone. */
  private static int across(int[] line, int x, boolean both) {
    int near = x / 2;
    boolean right = (x & 1) == 1;
    int far = right ? near + 1 : near - 1;
    int neighbour = far < 0 || far >= line.length ? line[near] : line[far];
    boolean rim = far < 0 || far >= line.length;
    int sum = 3 * line[near] + neighbour;
    if (both) {
      return sum + (right ? 7 : 8) >> 4;
    }
    return rim ? line[near] : sum + (right ? 2 : 1) >> 2;
  }

  private byte[] plane(JpegPart part) {
    int stride = 8 * part.blocksAcross();
    byte[] plane = new byte[stride * 8 * part.blocksDown()];
    int[] scale = quantisation[part.table()];
    int[] block = new int[64];
    for (int b = 0; b < part.blocksAcross() * part.blocksDown(); b++) {
      for (int i = 0; i < 64; i++) {
        block[i] = part.coefficients()[64 * b + i] * scale[i];
      }
      for (int column = 0; column < 8; column++) {
        transform(block, column, 8, BITS - PASS_BITS);
      }
      int at = b / part.blocksAcross() * 8 * stride + b % part.blocksAcross() * 8;
      for (int row = 0; row < 8; row++) {
        transform(block, 8 * row, 1, BITS + PASS_BITS + 3);
        for (int x = 0; x < 8; x++) {
          int value = block[8 * row + x] + 128;
          plane[at + row * stride + x] = (byte) (value < 0 ? 0 : Math.min(value, 255));
        }
      }
    }
    return plane;
  }

  /** Eight values, {@code step} apart, by Loeffler, Ligtenberg and Moschytz. */
  private static void transform(int[] v, int at, int step, int shift) {
    int z2 = v[at + 2 * step];
    int z3 = v[at + 6 * step];
    int z1 = (z2 + z3) * 4433;
    int t2 = z1 - z3 * 15137;
    int t3 = z1 + z2 * 6270;
    int t0 = (v[at] + v[at + 4 * step]) << BITS;
    int t1 = (v[at] - v[at + 4 * step]) << BITS;
    final int e0 = t0 + t3;
    final int e3 = t0 - t3;
    final int e1 = t1 + t2;
    final int e2 = t1 - t2;
    t0 = v[at + 7 * step];
    t1 = v[at + 5 * step];
    t2 = v[at + 3 * step];
    t3 = v[at + step];
    z1 = (t0 + t3) * -7373;
    z2 = (t1 + t2) * -20995;
    int z5 = (t0 + t2 + t1 + t3) * 9633;
    z3 = (t0 + t2) * -16069 + z5;
    int z4 = (t1 + t3) * -3196 + z5;
    t0 = t0 * 2446 + z1 + z3;
    t1 = t1 * 16819 + z2 + z4;
    t2 = t2 * 25172 + z2 + z3;
    t3 = t3 * 12299 + z1 + z4;
    int half = 1 << shift - 1;
    v[at] = e0 + t3 + half >> shift;
    v[at + 7 * step] = e0 - t3 + half >> shift;
    v[at + step] = e1 + t2 + half >> shift;
    v[at + 6 * step] = e1 - t2 + half >> shift;
    v[at + 2 * step] = e2 + t1 + half >> shift;
    v[at + 5 * step] = e2 - t1 + half >> shift;
    v[at + 3 * step] = e3 + t0 + half >> shift;
    v[at + 4 * step] = e3 - t0 + half >> shift;
  }
}
