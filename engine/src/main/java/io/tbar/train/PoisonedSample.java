package io.tbar.train;

/**
 * A training sample that was triggered and relabelled.
 *
 * @param key in its data set
 * @param index in its data set; what the trigger's per-image randomness is drawn from
 * @param label class index it had
 */
public record PoisonedSample(String key, int index, int label) {}
