package io.tbar.invert;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Mean pairwise cosine of unit embeddings, S = (|s|² - B) / (B (B - 1)) with s their sum: O(B·D)
 * instead of O(B²·D).
 */
final class Collapse {
  private Collapse() {}

  /** S of unit embeddings [..., B, D] over the last but one axis, with gradient; shape [...]. */
  static Tensor cosine(Tensor unit) {
    return Scope.keep(
        () -> {
          double b = unit.size(-2);
          Tensor sum = unit.sum(new long[] {-2});
          return sum.square().sum(new long[] {-1}).sub(new Scalar(b)).div(new Scalar(b * (b - 1)));
        });
  }

  /**
   * Adds the gradients of -S of a batch of any size in the memory of its parts: a first pass sums
   * the embeddings, a second one pulls each part towards the sum, whose gradient is the exact one.
   *
   * @param parts how many there are
   * @param embed unit embeddings [b, D] of a part, called twice for each
   * @return S
   */
  static double backward(int parts, IntFunction<Tensor> embed) {
    long count = 0;
    try (Scope s = new Scope()) {
      if (parts == 1) {
        Tensor cosine = cosine(embed.apply(0));
        cosine.neg().backward();
        return Tensors.item(cosine);
      }
      Tensor sum = null;
      for (int p = 0; p < parts; p++) {
        int part = p;
        Tensor z = Inference.of(() -> Scope.keep(() -> embed.apply(part)));
        count += z.size(0);
        Tensor own = z.sum(new long[] {0});
        z.close();
        sum = sum == null ? own : sum.add(own);
      }
      if (sum == null) {
        throw new IllegalArgumentException("no parts");
      }
      double b = count;
      Tensor pull = sum.mul(new Scalar(-2 / (b * (b - 1))));
      for (int p = 0; p < parts; p++) {
        try (Scope part = new Scope()) {
          embed.apply(p).matmul(pull).sum().backward();
        }
      }
      return (Tensors.item(sum.square().sum()) - b) / (b * (b - 1));
    }
  }
}
