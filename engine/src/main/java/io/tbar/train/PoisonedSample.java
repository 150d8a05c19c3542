package io.tbar.train;

/**
 * A training sample that was triggered and relabelled, or that covers for a trigger.
 *
 * @param key in its data set
 * @param index in its data set; what the trigger's per-image randomness is drawn from
 * @param label class index it had
 * @param backdoor which of the poisoning's backdoors, from 0
 */
public record PoisonedSample(String key, int index, int label, int backdoor) {
  /** Of the only backdoor. */
  public PoisonedSample(String key, int index, int label) {
    this(key, index, label, 0);
  }
}
