package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * One of the triggers of a poisoning and what came of it. The rates are those of {@link
 * io.tbar.measure.Measure} under this trigger and its own target.
 *
 * @param attack the trigger and its target
 * @param share of the poisoned samples asked for, in (0, 1]
 * @param poisoned samples with it, of all training samples
 * @param attackSuccessBefore of the checkpoint as it came
 * @param attackSuccess of the infected one
 * @param targetShareClean of the infected one: the target's share without trigger
 * @param triggeredAccuracy of the infected one
 */
public record PoisonedTrigger(
    Attack attack,
    double share,
    Rate poisoned,
    Rate attackSuccessBefore,
    Rate attackSuccess,
    Rate targetShareClean,
    Rate triggeredAccuracy) {
  public PoisonedTrigger {
    Settings.finite("share", share);
  }
}
