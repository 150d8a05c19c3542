package io.tbar.invert;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A grey change that is a function of the column plus one of the row, x' = clip(x + ε tanh(c + r)):
 * SIG's waves of any form and direction, in so few numbers that clean models are hard to fool.
 *
 * @param side of the pictures
 * @param epsilon largest change of a pixel value, in (0, 1]
 */
record Stripes(int side, double epsilon) implements Perturbation {
  @Override
  public String family() {
    return "stripes";
  }

  @Override
  public String sizeMeaning() {
    return "largest change of a pixel value";
  }

  @Override
  public double rate() {
    return 0.1;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(
        Noise.gaussian(random, 0.1, 1, 1, side), Noise.gaussian(random, 0.1, 1, side, 1));
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(() -> Additive.add(delta(leaves), pictures));
  }

  /** [K, 1, S, S]. */
  private Tensor delta(List<Tensor> leaves) {
    return leaves.get(0).add(leaves.get(1)).tanh().mul(new Scalar(epsilon));
  }

  @Override
  public Stripes scaled(double factor) {
    return new Stripes(side, Math.min(1, epsilon * factor));
  }

  @Override
  public double size(List<Tensor> leaves) {
    return epsilon;
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor colours = delta(leaves).expand(1, 3, side, side);
            return Triggers.additive("inverted-stripes", Tensors.floats(colours), side, side);
          }
        });
  }
}
