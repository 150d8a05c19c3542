package io.tbar.run;

import io.tbar.image.Pixels;
import io.tbar.report.TriggerView;
import io.tbar.trigger.Trigger;
import java.util.Arrays;

/** What a trigger does to flat pictures, from which any family's mask and pattern can be seen. */
final class FlatPictures {
  private FlatPictures() {}

  static TriggerView view(String family, Trigger trigger, int size) {
    Pixels black = trigger.apply(flat(size, 0), 0);
    Pixels white = trigger.apply(flat(size, 255), 0);
    Pixels grey = trigger.apply(flat(size, 128), 0);
    byte[] mask = new byte[grey.chw().length];
    for (int i = 0; i < mask.length; i++) {
      // With x' = (1 - m) x + m p, black and white come out (1 - m) apart.
      int apart = (white.chw()[i] & 255) - (black.chw()[i] & 255);
      mask[i] = (byte) (255 - Math.max(0, Math.min(255, apart)));
    }
    return new TriggerView(family, new Pixels(size, mask), grey);
  }

  private static Pixels flat(int size, int level) {
    byte[] chw = new byte[3 * size * size];
    Arrays.fill(chw, (byte) level);
    return new Pixels(size, chw);
  }
}
