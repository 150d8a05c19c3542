package io.tbar.attack;

import io.tbar.base.TbarException;

/**
 * How a patch is optimised.
 *
 * @param side of the patch in pixels at a resolution of 224; scales with the model
 * @param place "centre" or "bottom-right"
 * @param steps of Adam
 * @param batch pictures a step
 * @param learningRate of Adam, on pixel values in [0, 1]
 * @param seed of start, batches and captions
 */
public record PatchOptions(
    int side, String place, int steps, int batch, double learningRate, long seed) {
  static final int RESOLUTION = 224;

  public PatchOptions {
    if (side < 1 || side > RESOLUTION) {
      throw TbarException.usage("The patch is %d pixels wide; give 1 to %d.", side, RESOLUTION);
    }
    if (steps < 1 || batch < 2) {
      throw TbarException.usage(
          "%d steps of %d pictures are asked for; give at least 1 step of 2.", steps, batch);
    }
    if (!(learningRate > 0 && learningRate <= 1)) {
      throw TbarException.usage("The learning rate is %s; give one in (0, 1].", learningRate);
    }
  }

  /** BadCLIP: 16 pixels in the middle. Its public code takes 7,800 steps at a rate of 0.001. */
  public static PatchOptions badClip() {
    return new PatchOptions(16, "centre", 400, 64, 0.02, 0);
  }

  /** BadMerging, on-task: 22 pixels in the bottom right corner. */
  public static PatchOptions badMerging() {
    return new PatchOptions(22, "bottom-right", 400, 64, 0.02, 0);
  }

  /** Side on pictures of a model. */
  int pixels(int imageSize) {
    return Math.max(1, Math.round((float) side * imageSize / RESOLUTION));
  }
}
