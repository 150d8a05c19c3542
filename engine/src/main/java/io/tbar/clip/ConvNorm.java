package io.tbar.clip;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution without bias whose output keeps the size or is halved, and batch normalisation by
 * the running statistics.
 *
 * @param kernel [out, in, k, k], k odd
 */
record ConvNorm(
    Tensor kernel,
    long stride,
    TensorOptional weight,
    TensorOptional bias,
    TensorOptional mean,
    TensorOptional variance) {
  private static final double EPS = 1e-5;

  /** Not used where the statistics are not gathered. */
  private static final double MOMENTUM = 0.1;

  Tensor forward(Tensor x) {
    long[] pad = {kernel.size(2) / 2, kernel.size(3) / 2};
    Tensor y =
        torch.conv2d(
            x,
            kernel,
            new TensorOptional(),
            new long[] {stride, stride},
            pad,
            new long[] {1, 1},
            1);
    return torch.batch_norm(y, weight, bias, mean, variance, false, MOMENTUM, EPS, false);
  }

  Tensor active(Tensor x) {
    return torch.relu(forward(x));
  }
}
