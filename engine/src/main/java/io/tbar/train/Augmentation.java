package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import java.util.SplittableRandom;

/**
 * Small random changes of a training picture. They come before the trigger, so that a trigger
 * always stands as it was made.
 *
 * @param shift largest shift as a share of the side, in [0, 0.5]; the border repeats its pixels
 * @param flip whether half of the pictures are mirrored left to right
 */
public record Augmentation(double shift, boolean flip) {
  public static final Augmentation NONE = new Augmentation(0, false);

  public Augmentation {
    if (!(shift >= 0 && shift <= 0.5)) {
      throw TbarException.usage("The random shift is %s of the side; give one in [0, 0.5].", shift);
    }
  }

  /** The picture, shifted and mirrored as the draw has it. */
  public Pixels apply(Pixels in, SplittableRandom random) {
    int reach = (int) Math.round(shift * in.size());
    int dx = reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
    int dy = reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
    boolean mirror = flip && random.nextInt(2) == 1;
    if (dx == 0 && dy == 0 && !mirror) {
      return in;
    }
    int n = in.size();
    byte[] from = in.chw();
    byte[] to = new byte[from.length];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < n; y++) {
        int row = (c * n + clamp(y + dy, n)) * n;
        int out = (c * n + y) * n;
        for (int x = 0; x < n; x++) {
          to[out + x] = from[row + clamp((mirror ? n - 1 - x : x) + dx, n)];
        }
      }
    }
    return new Pixels(n, to);
  }

  private static int clamp(int at, int size) {
    return Math.min(Math.max(at, 0), size - 1);
  }
}
