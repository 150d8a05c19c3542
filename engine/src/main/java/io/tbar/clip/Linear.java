package io.tbar.clip;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** x·Wᵀ + b; weight [out, in], bias [out]. */
record Linear(Tensor weight, TensorOptional bias) {
  Tensor forward(Tensor x) {
    return torch.linear(x, weight, bias);
  }

  /**
   * p·x·Wᵀ + q·b. The product takes its factor along for nothing.
   *
   * @param x [N, tokens, in]
   */
  Tensor forward(Tensor x, double p, double q) {
    Tensor shift = q == 1 ? bias.get() : bias.get().mul(new Scalar(q));
    return torch
        .addmm(shift, x.flatten(0, 1), weight.t(), new Scalar(1.0), new Scalar(p))
        .view(x.size(0), x.size(1), weight.size(0));
  }
}
