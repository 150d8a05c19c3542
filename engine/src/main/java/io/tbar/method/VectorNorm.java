package io.tbar.method;

import io.tbar.clip.Weights;

/** Length of a task vector. */
final class VectorNorm {
  private VectorNorm() {}

  /** Euclidean norm over all tensors together, summed in double. */
  static double of(Weights vector) {
    double sum = 0;
    for (String name : vector.names()) {
      for (float value : vector.read(name)) {
        sum += (double) value * value;
      }
    }
    return Math.sqrt(sum);
  }
}
