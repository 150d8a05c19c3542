package io.tbar.invert;

import io.tbar.torch.Scope;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes a perturbation as small as it can be at one effect, so that families can be compared.
 *
 * @param pictures held out, [B, 3, S, S]
 * @param clean answers to them without any perturbation
 * @param atOnce most images that go through the tower together
 */
record Shrink(Tower tower, Tensor pictures, int[] clean, int atOnce) {
  /** Most held-out pictures that a size is judged on. */
  static final int JUDGED_ON = 96;

  /** Effect at which the families' sizes are compared. */
  static final double EQUAL_EFFECT = 0.8;

  static final int HALVINGS = 4;
  private static final double MOST = 2;

  /** On the first held-out pictures, in the current scope. */
  static Shrink on(Pictures heldOut, Tower tower, Probe probe, int atOnce) {
    Tensor pictures = heldOut.first(JUDGED_ON);
    int[] clean = Arrays.copyOf(probe.clean(), Math.toIntExact(pictures.size(0)));
    return new Shrink(tower, pictures, clean, atOnce);
  }

  /**
   * The least budget that will do.
   *
   * @param family at that budget, or at the largest that was tried
   * @param reached whether it has the effect at all, at up to twice the budget
   */
  record Least(Perturbation family, boolean reached) {}

  /**
   * @param leaves of one problem, first axis 1
   */
  Least least(Perturbation family, List<Tensor> leaves, int label) {
    double low = 0;
    double high = MOST;
    boolean reached = effect(family.scaled(MOST), leaves, label).share() >= EQUAL_EFFECT;
    for (int i = 0; reached && i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (effect(family.scaled(middle), leaves, label).share() >= EQUAL_EFFECT) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return new Least(family.scaled(high), reached);
  }

  SideBySide.Effect effect(Perturbation family, List<Tensor> leaves, int label) {
    try (Scope s = new Scope()) {
      return SideBySide.effect(tower, family, leaves, label, pictures, clean, atOnce);
    }
  }
}
