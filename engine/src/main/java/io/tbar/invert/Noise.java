package io.tbar.invert;

import io.tbar.base.Seeds;
import io.tbar.invert.Perturbation.Leaf;
import java.util.SplittableRandom;

/** Where leaves begin. */
final class Noise {
  private Noise() {}

  /** Normal noise around 0. */
  static Leaf gaussian(SplittableRandom random, double deviation, long... shape) {
    long count = 1;
    for (long n : shape) {
      count *= n;
    }
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * Seeds.gaussian(random));
    }
    return new Leaf(values, shape);
  }
}
