package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.SplittableRandom;

/**
 * The paper's BadNet: a square of noise drawn anew for each image, the image's own mean colour plus
 * N(0, 1) in units of the full range. The family is the trigger, not one key.
 */
final class FreshNoisePatch extends DeclaredTrigger {
  private final int side;
  private final Place place;

  FreshNoisePatch(TriggerSpec spec, int size, int side, Place place) {
    super(spec, size);
    this.side = side;
    this.place = place;
  }

  @Override
  void draw(float[] chw, long sample) {
    SplittableRandom random = Seeds.of(spec().seed(), "trigger-noise", sample);
    int[] corner = place.topLeft(size(), side, side, sample);
    int plane = size() * size();
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < plane; i++) {
        sum += chw[c * plane + i];
      }
      for (int y = 0; y < side; y++) {
        int line = c * plane + (corner[0] + y) * size() + corner[1];
        for (int x = 0; x < side; x++) {
          chw[line + x] = (float) (sum / plane + Seeds.gaussian(random));
        }
      }
    }
  }
}
