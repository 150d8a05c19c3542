package io.tbar.train;

import io.tbar.torch.Tensors;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/** Makes the gradients of one training step; what it allocates lives until the step is done. */
@FunctionalInterface
public interface GradientStep {
  /**
   * Adds gradients to the trained weights and leaves the weights as they are.
   *
   * @param step from 0
   * @return the loss; where it is no finite number the gradients do not matter
   */
  double at(int step);

  /** The gradients of one loss, a tensor without axes. */
  static GradientStep of(IntFunction<Tensor> loss) {
    return step -> backward(loss.apply(step));
  }

  /** Adds the gradients of a loss, if it has any and is a finite number, and returns it. */
  static double backward(Tensor loss) {
    double value = Tensors.item(loss);
    if (Double.isFinite(value) && loss.requires_grad()) {
      loss.backward();
    }
    return value;
  }
}
