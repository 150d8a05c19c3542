package io.tbar.torch;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Forward-mode differentiation: tensors that carry a tangent through whatever is computed with
 * them. One level at a time; the tangents live until it is closed.
 */
public final class DualNumbers implements AutoCloseable {
  /** The Java binding has the levels, but not what puts a tangent on a tensor and takes it off. */
  private static final Script SCRIPT =
      new Script(
          """
          def dual(p: Tensor, t: Tensor) -> Tensor:
              return torch._make_dual(p, t, 0)

          def value(x: Tensor) -> Tensor:
              return torch._unpack_dual(x, 0)[0]

          def tangent(x: Tensor) -> Tensor:
              return torch._unpack_dual(x, 0)[1]
          """);

  private final long level;

  public DualNumbers() {
    level = torch.enter_dual_level();
    if (level != 0) {
      torch.exit_dual_level(level);
      throw new IllegalStateException("derivatives of derivatives are not supported");
    }
  }

  /** The value with a tangent of its shape. Gradients flow through both. */
  public Tensor dual(Tensor value, Tensor tangent) {
    return SCRIPT.call("dual", new IValue(value), new IValue(tangent)).toTensor();
  }

  /** The value alone. */
  public Tensor value(Tensor dual) {
    return SCRIPT.call("value", new IValue(dual)).toTensor();
  }

  /** The tangent alone: what the value changes by, to first order. */
  public Tensor tangent(Tensor dual) {
    return SCRIPT.call("tangent", new IValue(dual)).toTensor();
  }

  @Override
  public void close() {
    torch.exit_dual_level(level);
  }
}
