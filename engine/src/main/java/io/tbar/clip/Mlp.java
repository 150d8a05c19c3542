package io.tbar.clip;

import io.tbar.checkpoint.Activation;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Two linear layers with the activation between them: W to 4W to W. */
record Mlp(Linear up, Linear down, Activation activation) {
  private static final double QUICK = 1.702;

  Tensor forward(Tensor x) {
    return switch (activation) {
      case GELU -> gelu(x);
      case QUICK_GELU -> quickGelu(x);
    };
  }

  private Tensor gelu(Tensor x) {
    Tensor hidden = up.forward(x);
    Tensor active = torch.gelu(hidden);
    hidden.close();
    return down.forward(active);
  }

  /**
   * h·σ(1.702 h) is SiLU(1.702 h) / 1.702: one pass over the widest tensor of the tower where sums
   * and products would take three, and eight with their gradients.
   */
  private Tensor quickGelu(Tensor x) {
    Tensor hidden = up.forward(x, QUICK, QUICK);
    // Not the tensor's own flag: of a dual number it may speak of the value and not of the tangent.
    Tensor active = GradMode.is_enabled() ? torch.silu(hidden) : torch.silu_(hidden);
    return down.forward(active, 1 / QUICK, 1);
  }
}
