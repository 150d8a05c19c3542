package io.tbar.invert;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** The same change added to every picture, x' = clip(x + ε tanh(v)), whatever v is made of. */
interface Added extends Perturbation {
  /** Of the pictures. */
  int side();

  /** Largest change of a pixel value, in (0, 1]. */
  double epsilon();

  /** v, of a shape that broadcasts to [K, 3, S, S]. */
  Tensor raw(List<Tensor> leaves);

  @Override
  default String sizeMeaning() {
    return "largest change of a pixel value";
  }

  @Override
  default double rate() {
    return 0.1;
  }

  @Override
  default Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () ->
            pictures
                .unsqueeze(0)
                .add(change(leaves).unsqueeze(1))
                .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)))
                .flatten(0, 1));
  }

  private Tensor change(List<Tensor> leaves) {
    return raw(leaves).tanh().mul(new Scalar(epsilon()));
  }

  @Override
  default double size(List<Tensor> leaves) {
    return epsilon();
  }

  @Override
  default Trigger trigger(List<Tensor> leaves) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor colours = change(leaves).expand(1, 3, side(), side());
            return Triggers.additive(
                "inverted-" + family(), Tensors.floats(colours), side(), side());
          }
        });
  }
}
