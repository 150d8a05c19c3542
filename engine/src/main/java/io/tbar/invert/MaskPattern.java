package io.tbar.invert;

import io.tbar.invert.Perturbation.Leaf;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** DECREE's stamp: mask and pattern in tanh space, x' = (1 - m) x + m p. */
final class MaskPattern {
  private MaskPattern() {}

  /** tanh(a) / 2 + 1/2, in (0, 1). DECREE's ε in it only keeps artanh finite, unused here. */
  static Tensor decode(Tensor raw) {
    return Scope.keep(() -> raw.mul(new Scalar(2.0)).sigmoid());
  }

  /**
   * @param mask [1, S, S]
   * @param pattern [3, S, S]
   * @param pictures [B, 3, S, S] in [0, 1]
   */
  static Tensor stamp(Tensor mask, Tensor pattern, Tensor pictures) {
    return Scope.keep(() -> pictures.add(mask.mul(pattern.sub(pictures))));
  }

  /** Raw mask and pattern to begin with: all half see-through, all half grey, and noise. */
  static List<Leaf> start(SplittableRandom random, int side) {
    return List.of(
        Noise.gaussian(random, 0.1, 1, side, side), Noise.gaussian(random, 0.5, 3, side, side));
  }

  /**
   * As a trigger on 8-bit pictures.
   *
   * @param mask [..., 1, S, S] in [0, 1]
   * @param pattern [..., 3, S, S] in [0, 1]
   */
  static Trigger trigger(String family, Supplier<Tensor> mask, Supplier<Tensor> pattern, int side) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return Triggers.maskPattern(
                "inverted-" + family,
                Tensors.floats(mask.get()),
                Tensors.floats(pattern.get()),
                side,
                side);
          }
        });
  }

  /** Mean of a mask. */
  static double area(Supplier<Tensor> mask) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return (double) Tensors.item(mask.get().mean());
          }
        });
  }
}
