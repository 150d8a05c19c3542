package io.tbar.invert;

import io.tbar.measure.Rate;

/**
 * A label that the chosen trigger may lead to.
 *
 * @param index of the label in the vocabulary
 * @param clean share of the held-out images predicted as it without the trigger
 * @param triggered the same with the trigger
 * @param alignment how much nearer the mean triggered embedding lies to the label's text than the
 *     mean clean one: a difference of cosines
 */
public record Candidate(int index, String label, Rate clean, Rate triggered, double alignment) {
  /** Triggered share minus clean share, in [-1, 1]. */
  public double increase() {
    return triggered.value() - clean.value();
  }
}
