package io.tbar.clip;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Multi-head self-attention with one projection for queries, keys and values (rows in this order).
 *
 * @param in [3W, W]
 * @param out [W, W]
 * @param noKeyBias [3W], 0 for the keys and 1 for the rest
 * @param heads number of heads; head h has channels h·W/heads … of each third
 * @param causal whether a token sees only itself and what comes before it
 * @param fused whether libtorch's one-piece attention may be used, which knows no forward
 *     derivative
 */
record Attention(
    Linear in, Linear out, Tensor noKeyBias, int heads, boolean causal, boolean fused) {
  /** [N, tokens, W] to the same shape. */
  Tensor forward(Tensor x) {
    long n = x.size(0);
    long tokens = x.size(1);
    long width = x.size(2);
    Tensor qkv = project(x).view(n, tokens, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
    TensorVector parts = qkv.unbind(0);
    Tensor q = parts.get(0);
    Tensor k = parts.get(1);
    Tensor v = parts.get(2);
    // The fused kernel's half-precision product is ten times slower without MKL.
    Tensor y =
        fused && q.scalar_type() == ScalarType.Float ? fused(q, k, v) : plain(q, k, v, causal);
    return out.forward(y.transpose(1, 2).reshape(n, tokens, width));
  }

  /**
   * Softmax cancels the key bias, so its gradient is rounding noise, which AdamW would blow up to
   * full steps. Training leaves it out of the product: same result, gradient exactly zero.
   */
  private Tensor project(Tensor x) {
    Tensor bias = in.bias().get();
    if (!bias.requires_grad()) {
      return in.forward(x);
    }
    return torch.linear(x, in.weight(), new TensorOptional(bias.mul(noKeyBias)));
  }

  private Tensor fused(Tensor q, Tensor k, Tensor v) {
    return torch.scaled_dot_product_attention(
        q, k, v, new TensorOptional(), 0.0, causal, new DoubleOptional(), false);
  }

  /** softmax(q·kᵀ/√d)·v in single steps. */
  static Tensor plain(Tensor q, Tensor k, Tensor v, boolean causal) {
    Tensor scaled = q.mul(new Scalar(1 / Math.sqrt(q.size(3))));
    Tensor scores = torch.matmul(scaled, k.transpose(2, 3));
    if (causal) {
      scores = scores.add(mask(q.size(2), scores.options()));
    }
    return torch.matmul(torch.softmax(scores, -1), v);
  }

  private static Tensor mask(long tokens, TensorOptions options) {
    Tensor full =
        torch.full(new long[] {tokens, tokens}, new Scalar(Double.NEGATIVE_INFINITY), options);
    return torch.triu(full, 1);
  }
}
