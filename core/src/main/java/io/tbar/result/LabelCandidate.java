package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * A label that a trigger may lead to.
 *
 * @param label from the vocabulary
 * @param clean share of the held-out images taken for it without the trigger
 * @param triggered the same with the trigger
 * @param alignment how much nearer the mean triggered embedding lies to the label's text than the
 *     mean clean one: a difference of cosines
 */
public record LabelCandidate(String label, Rate clean, Rate triggered, double alignment) {
  public LabelCandidate {
    Settings.finite("alignment", alignment);
  }
}
