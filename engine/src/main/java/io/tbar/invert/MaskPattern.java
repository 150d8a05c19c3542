package io.tbar.invert;

import io.tbar.torch.Scope;
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
}
