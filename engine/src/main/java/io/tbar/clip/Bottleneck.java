package io.tbar.clip;

import io.tbar.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's bottleneck: every convolution has stride 1; where the picture is halved, average pooling
 * does it, on the shortcut too.
 *
 * @param shortcut a projection of the input, or null where the input itself is added
 * @param stride 1 or 2
 */
record Bottleneck(
    ConvNorm in, ConvNorm middle, ConvNorm out, @Nullable ConvNorm shortcut, int stride) {
  Tensor forward(Tensor x) {
    return Scope.keep(
        () -> {
          Tensor y = Scope.keep(() -> pooled(middle.active(in.active(x))));
          Tensor direct = shortcut == null ? x : shortcut.forward(pooled(x));
          return torch.relu(out.forward(y).add(direct));
        });
  }

  private Tensor pooled(Tensor x) {
    return stride == 1 ? x : torch.avg_pool2d(x, stride, stride);
  }
}
