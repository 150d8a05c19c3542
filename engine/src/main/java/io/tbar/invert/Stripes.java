package io.tbar.invert;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A grey change that is a function of the column plus one of the row, v = c + r: SIG's waves of any
 * form and direction, in so few numbers that clean models are hard to fool.
 *
 * @param side of the pictures
 * @param epsilon largest change of a pixel value, in (0, 1]
 */
record Stripes(int side, double epsilon) implements Added {
  @Override
  public String family() {
    return "stripes";
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(
        Noise.gaussian(random, 0.1, 1, 1, side), Noise.gaussian(random, 0.1, 1, side, 1));
  }

  @Override
  public Tensor raw(List<Tensor> leaves) {
    return leaves.get(0).add(leaves.get(1));
  }

  @Override
  public Stripes scaled(double factor) {
    return new Stripes(side, Math.min(1, epsilon * factor));
  }
}
