package io.tbar.invert;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * Any change, a number a pixel and channel.
 *
 * @param side of the pictures
 * @param epsilon largest change of a pixel value, in (0, 1]
 */
record Additive(int side, double epsilon) implements Added {
  private static final double[] CHANGES = {0.05, 0.07, 0.1, 0.14};

  /** One of several strengths. */
  static Additive draw(SplittableRandom random, int side, int member) {
    return new Additive(side, CHANGES[member % CHANGES.length]);
  }

  @Override
  public String family() {
    return "additive";
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(Noise.gaussian(random, 0.1, 3, side, side));
  }

  @Override
  public Tensor raw(List<Tensor> leaves) {
    return leaves.get(0);
  }

  @Override
  public Additive scaled(double factor) {
    return new Additive(side, Math.min(1, epsilon * factor));
  }
}
