package io.tbar.run;

import io.tbar.base.MachineMemory;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.VisionConfig;

/**
 * Resident memory that a run will need, in bytes: what a short try has taken already, and what
 * larger batches and copies of the weights add.
 *
 * @param config of the model
 */
record PeakMemory(ClipConfig config) {
  private static final int FLOAT = 4;

  /** Java and libtorch themselves, where the system does not tell what a process takes. */
  private static final long START = 400L << 20;

  /** Values that a block keeps for its way back, beside its MLP's, in tokens times width. */
  private static final int KEPT = 8;

  /** Of the same, those that a ResNet's bottleneck keeps, in positions times its channels. */
  private static final int KEPT_OF_RESNET = 7;

  /** All weights in float32. */
  long weights() {
    return FLOAT * count(false);
  }

  /** The image tower's weights in float32. */
  long imageTower() {
    return FLOAT * count(true);
  }

  private long count(boolean imageOnly) {
    return Architecture.tensors(config).entrySet().stream()
        .filter(tensor -> !imageOnly || CanonicalTensors.isVisual(tensor.getKey()))
        .mapToLong(
            tensor -> {
              long count = 1;
              for (long size : tensor.getValue()) {
                count *= size;
              }
              return count;
            })
        .sum();
  }

  /** What one image keeps in memory until its gradient is made. */
  long ofImage() {
    VisionConfig vision = config.vision();
    if (vision.isResNet()) {
      return FLOAT * ofResNet(vision);
    }
    long tokens = vision.tokens();
    long wide = (KEPT + 2L * vision.mlpWidth() / vision.width()) * tokens * vision.width();
    return FLOAT * vision.layers() * (wide + 2L * vision.heads() * tokens * tokens);
  }

  private static long ofResNet(VisionConfig vision) {
    long side = vision.imageSize() / 2;
    long sum = KEPT_OF_RESNET * side * side * vision.width();
    long channels = 4L * vision.width();
    for (int blocks : vision.stages()) {
      side /= 2;
      sum += KEPT_OF_RESNET * side * side * channels * blocks / 2;
      channels *= 2;
    }
    return sum;
  }

  /** Pictures as they are kept, 8 bits a value. */
  long pictures(long count) {
    long side = config.vision().imageSize();
    return 3 * side * side * count;
  }

  /**
   * @param together images with a gradient at once
   * @param more copies of weights, pictures and the like
   */
  long peak(int together, long more) {
    long soFar = MachineMemory.peak();
    long least = START + weights();
    long batch = Math.max(0, together - SpeedProbe.together()) * ofImage();
    return Math.max(soFar, least) + batch + more;
  }
}
