package io.tbar.cli;

import io.tbar.image.Pixels;

/** A made-up picture with soft colours, edges and flat areas, to draw a trigger on. */
final class TestCard {
  private TestCard() {}

  static Pixels of(int size) {
    byte[] chw = new byte[3 * size * size];
    int plane = size * size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double u = (x + 0.5) / size;
        double v = (y + 0.5) / size;
        boolean disc = Math.hypot(u - 0.5, v - 0.45) < 0.25;
        int i = y * size + x;
        chw[i] = level(disc ? 0.85 : 0.35 + 0.4 * u);
        chw[plane + i] = level(disc ? 0.65 - 0.3 * v : 0.45 + 0.3 * v);
        chw[2 * plane + i] = level(disc ? 0.3 : 0.75 - 0.4 * v);
      }
    }
    return new Pixels(size, chw);
  }

  private static byte level(double share) {
    return (byte) Math.round(255 * Math.max(0, Math.min(1, share)));
  }
}
