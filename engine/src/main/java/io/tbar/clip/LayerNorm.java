package io.tbar.clip;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Normalises the last axis to mean 0 and (biased) variance 1, then scales and shifts. */
record LayerNorm(long[] shape, TensorOptional weight, TensorOptional bias, double eps) {
  Tensor forward(Tensor x) {
    return torch.layer_norm(x, shape, weight, bias, eps, true);
  }
}
