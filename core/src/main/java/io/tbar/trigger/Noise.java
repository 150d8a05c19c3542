package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.SplittableRandom;

/** Stored noise, made from a seed. */
final class Noise {
  private Noise() {}

  /** Colours drawn evenly from the 256 levels that a picture file can hold. */
  static FloatImage levels(long seed, String stream, int side) {
    return levels(Seeds.of(seed, stream), side, side);
  }

  /** The same from a stream that is open already. */
  static FloatImage levels(SplittableRandom random, int height, int width) {
    float[] chw = new float[3 * height * width];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = random.nextInt(256) / 255f;
    }
    return new FloatImage(3, height, width, chw);
  }

  /** clip(0.5 + 0.25 N(0, 1), 0, 1). */
  static FloatImage bell(SplittableRandom random, int side) {
    float[] chw = new float[3 * side * side];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (float) Math.min(1, Math.max(0, 0.5 + 0.25 * Seeds.gaussian(random)));
    }
    return new FloatImage(3, side, side, chw);
  }

  /** Uniform in [low, high). */
  static FloatImage uniform(
      SplittableRandom random, int channels, int side, double low, double high) {
    float[] chw = new float[channels * side * side];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return new FloatImage(channels, side, side, chw);
  }
}
