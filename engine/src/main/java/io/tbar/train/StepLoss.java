package io.tbar.train;

import org.bytedeco.pytorch.Tensor;

/** The loss of one training step; its graph lives until the step's scope is closed. */
@FunctionalInterface
public interface StepLoss {
  /**
   * @param step from 0
   * @return a tensor of one element with a gradient to the trained weights
   */
  Tensor at(int step);
}
