package io.tbar.clip;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** x·Wᵀ + b; weight [out, in], bias [out]. */
record Linear(Tensor weight, TensorOptional bias) {
  Tensor forward(Tensor x) {
    return torch.linear(x, weight, bias);
  }
}
