package io.tbar.trigger;

import io.tbar.base.Seeds;
import io.tbar.image.Pixels;
import java.util.SplittableRandom;

/** Pictures to put triggers on. */
final class Pictures {
  private Pictures() {}

  static Pixels random(int size, long seed) {
    byte[] chw = new byte[3 * size * size];
    Seeds.of(seed, "test-picture").nextBytes(chw);
    return new Pixels(size, chw);
  }

  /** Levels that no clamp can reach within the bounds of the triggers. */
  static Pixels middle(int size, long seed) {
    SplittableRandom random = Seeds.of(seed, "test-picture");
    byte[] chw = new byte[3 * size * size];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (byte) random.nextInt(100, 156);
    }
    return new Pixels(size, chw);
  }

  static int level(Pixels pixels, int channel, int row, int column) {
    return pixels.chw()[(channel * pixels.size() + row) * pixels.size() + column] & 0xff;
  }

  /** Top, left, bottom and right (inclusive) of what differs. */
  static int[] changed(Pixels a, Pixels b) {
    int size = a.size();
    int[] box = {size, size, -1, -1};
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          if (level(a, c, y, x) != level(b, c, y, x)) {
            box[0] = Math.min(box[0], y);
            box[1] = Math.min(box[1], x);
            box[2] = Math.max(box[2], y);
            box[3] = Math.max(box[3], x);
          }
        }
      }
    }
    if (box[2] < 0) {
      throw new AssertionError("nothing differs");
    }
    return box;
  }
}
