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
    TensorVector parts = project(x, 0, 3);
    return attend(parts.get(0), parts.get(1), parts.get(2));
  }

  /** What the first token makes of all, [N, 1, W], where it sees all: not in a causal tower. */
  Tensor first(Tensor x) {
    TensorVector parts = project(x, 1, 2);
    return attend(project(x.narrow(1, 0, 1), 0, 1).get(0), parts.get(0), parts.get(1));
  }

  private Tensor attend(Tensor q, Tensor k, Tensor v) {
    // The fused kernel's half-precision product is ten times slower without MKL.
    Tensor y =
        fused && q.scalar_type() == ScalarType.Float ? fused(q, k, v) : plain(q, k, v, causal);
    return out.forward(y.transpose(1, 2).flatten(2, 3));
  }

  /**
   * Some of queries, keys and values, each [N, heads, tokens, W/heads].
   *
   * @param from 0 for the queries, 1 for the keys, 2 for the values
   */
  private TensorVector project(Tensor x, int from, int count) {
    long width = x.size(2);
    return linear(x, from * width, count * width)
        .view(x.size(0), x.size(1), count, heads, width / heads)
        .permute(2, 0, 3, 1, 4)
        .unbind(0);
  }

  /**
   * Softmax cancels the key bias, so its gradient is rounding noise, which AdamW would blow up to
   * full steps. Training leaves it out of the product: same result, gradient exactly zero.
   */
  private Tensor linear(Tensor x, long from, long rows) {
    Tensor bias = in.bias().get();
    boolean all = rows == bias.size(0);
    if (all && !bias.requires_grad()) {
      return in.forward(x);
    }
    Tensor kept = bias.requires_grad() ? bias.mul(noKeyBias) : bias;
    // The gradient of a part is a whole tensor of zeros around it.
    return torch.linear(
        x,
        all ? in.weight() : in.weight().narrow(0, from, rows),
        new TensorOptional(all ? kept : kept.narrow(0, from, rows)));
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
