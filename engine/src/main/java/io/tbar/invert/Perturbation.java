package io.tbar.invert;

import io.tbar.trigger.Trigger;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A family of perturbations under a hard budget, any number of them searched side by side. A new
 * family is one class and one line in {@link Families}.
 *
 * <p>Leaves are float32 tensors whose first axis is the problem: what Adam moves freely. The budget
 * is kept by {@link #apply}, not by the loss.
 */
interface Perturbation {
  /** Stable name, also of its statistics. */
  String family();

  /** What {@link #size} says, in words. */
  String sizeMeaning();

  /** Learning rate of Adam on the leaves. */
  double rate();

  /**
   * Where the search begins.
   *
   * @return values and shape of each leaf without the axis of the problems
   */
  List<Leaf> start(SplittableRandom random);

  /**
   * All members of a family that is so small that each can be tried; empty where a gradient is to
   * find the way from {@link #start}.
   */
  default List<List<Leaf>> all() {
    return List.of();
  }

  /**
   * Puts every perturbation on every picture.
   *
   * @param leaves first axis K
   * @param pictures [B, 3, S, S] in [0, 1]
   * @return [K · B, 3, S, S] in [0, 1], the pictures of one problem together
   */
  Tensor apply(List<Tensor> leaves, Tensor pictures);

  /** The same family under another budget, so that the same leaves give a weaker perturbation. */
  Perturbation scaled(double factor);

  /** Size of one perturbation: its budget where that is used up. */
  double size(List<Tensor> leaves);

  /**
   * Members with the same word are about equally strong whatever label they are made for, where
   * there is no trigger.
   */
  default String like() {
    return toString();
  }

  /** Another of about the same place, size and strength, to look closer where one was found. */
  default Perturbation near(SplittableRandom random) {
    return this;
  }

  /** One perturbation on 8-bit pictures. */
  Trigger trigger(List<Tensor> leaves);

  /** Values of a leaf for one problem, row by row. */
  record Leaf(float[] values, long... shape) {}
}
