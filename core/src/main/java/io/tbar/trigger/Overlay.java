package io.tbar.trigger;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A picture with an explicit mask, to be laid over another: x' = (1 - m) x + m p. */
final class Overlay {
  private final FloatImage mask;
  private final FloatImage masked;

  private Overlay(FloatImage mask, FloatImage masked) {
    this.mask = mask;
    this.masked = masked;
  }

  /**
   * @param picture three channels
   * @param mask one channel of the picture's size, in [0, 1]; null where the picture covers all
   * @param crisp whether to pick single values when the size changes rather than to average
   */
  static Overlay of(
      FloatImage picture, @Nullable FloatImage mask, int height, int width, boolean crisp) {
    FloatImage m = mask == null ? FloatImage.filled(1, picture.height(), picture.width(), 1) : mask;
    // The product is resized, not the picture: colours under a mask of 0 must not leak in.
    FloatImage product = picture.times(m);
    return crisp
        ? new Overlay(m.nearest(height, width), product.nearest(height, width))
        : new Overlay(m.smooth(height, width), product.smooth(height, width));
  }

  /** The same shape, filled with noise. */
  Overlay withNoise(SplittableRandom random) {
    return new Overlay(mask, Noise.levels(random, height(), width()).times(mask));
  }

  int height() {
    return mask.height();
  }

  int width() {
    return mask.width();
  }

  /** Lays it over a square picture of the given side with its own corner at (row, column). */
  void draw(float[] chw, int size, int row, int column) {
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < height(); y++) {
        int line = (c * size + row + y) * size + column;
        for (int x = 0; x < width(); x++) {
          double m = mask.at(0, y, x);
          chw[line + x] = (float) ((1 - m) * chw[line + x] + masked.at(c, y, x));
        }
      }
    }
  }
}
