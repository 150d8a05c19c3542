package io.tbar.clip;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One attention whose only query is the mean of all positions.
 *
 * @param positions [1 + H·W, C], the mean's first
 * @param key [C, C]; its bias cancels in the softmax and is left out, see {@link Attention}
 */
record AttentionPool(
    Tensor positions,
    Linear query,
    Tensor key,
    Linear value,
    Linear out,
    int heads,
    boolean fused) {
  /**
   * @param x [N, C, H, W]
   * @return [N, D]
   */
  Tensor forward(Tensor x) {
    long n = x.size(0);
    Tensor places = x.flatten(2, 3).transpose(1, 2);
    Tensor mean = places.mean(new long[] {1}, true, new ScalarTypeOptional());
    Tensor tokens = torch.cat(new TensorVector(mean, places), 1).add(positions);
    Tensor q = split(query.forward(tokens.narrow(1, 0, 1)));
    Tensor k = split(torch.linear(tokens, key));
    Tensor v = split(value.forward(tokens));
    Tensor pooled = fused ? fused(q, k, v) : Attention.plain(q, k, v, false);
    return out.forward(pooled.transpose(1, 2).reshape(n, positions.size(1)));
  }

  private static Tensor fused(Tensor q, Tensor k, Tensor v) {
    return torch.scaled_dot_product_attention(
        q, k, v, new TensorOptional(), 0.0, false, new DoubleOptional(), false);
  }

  /** [N, T, C] to [N, heads, T, C / heads]. */
  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}
