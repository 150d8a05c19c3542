package io.tbar.clip;

import io.tbar.torch.Scope;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** A pre-norm transformer block: x += attention(norm(x)); x += mlp(norm(x)). */
record Block(LayerNorm norm1, Attention attention, LayerNorm norm2, Mlp mlp) {
  Tensor forward(Tensor x) {
    return forward(x, x, attention::forward);
  }

  /** The first token of {@link #forward} alone, [N, 1, W]. */
  Tensor first(Tensor x) {
    return forward(x, x.narrow(1, 0, 1), attention::first);
  }

  private Tensor forward(Tensor x, Tensor residual, UnaryOperator<Tensor> attend) {
    // A scope of its own frees what autograd does not hold as soon as it is used up.
    return Scope.keep(
        () -> {
          Tensor y = Scope.keep(() -> add(attend.apply(norm1.forward(x)), residual));
          return Scope.keep(() -> add(mlp.forward(norm2.forward(y)), y));
        });
  }

  /** In place: the backward pass of a linear layer does not need its result. */
  private static Tensor add(Tensor fresh, Tensor x) {
    if (fresh.scalar_type() != x.scalar_type()) {
      return x.add(fresh);
    }
    fresh.add_(x);
    return fresh;
  }
}
