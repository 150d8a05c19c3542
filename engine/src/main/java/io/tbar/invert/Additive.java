package io.tbar.invert;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The same change added to every picture, x' = clip(x + ε tanh(v)).
 *
 * @param side of the pictures
 * @param epsilon largest change of a pixel value, in (0, 1]
 */
record Additive(int side, double epsilon) implements Perturbation {
  @Override
  public String family() {
    return "additive";
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
    return List.of(Noise.gaussian(random, 0.1, 3, side, side));
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(() -> add(delta(leaves), pictures));
  }

  /** Adds changes [K, c, h, w] that broadcast over the pictures. */
  static Tensor add(Tensor delta, Tensor pictures) {
    return pictures
        .unsqueeze(0)
        .add(delta.unsqueeze(1))
        .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)))
        .flatten(0, 1);
  }

  private Tensor delta(List<Tensor> leaves) {
    return leaves.get(0).tanh().mul(new Scalar(epsilon));
  }

  @Override
  public Additive scaled(double factor) {
    return new Additive(side, Math.min(1, epsilon * factor));
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
            return Triggers.additive(
                "inverted-additive", Tensors.floats(delta(leaves)), side, side);
          }
        });
  }
}
