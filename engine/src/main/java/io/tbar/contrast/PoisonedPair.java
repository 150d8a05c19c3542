package io.tbar.contrast;

import org.jspecify.annotations.Nullable;

/**
 * A training pair that was triggered and given another caption.
 *
 * @param key in its data set
 * @param index in its data set; what the trigger's per-image randomness is drawn from
 * @param label class index it had, or -1
 * @param caption it had, or null
 * @param poisoned the caption that it got
 */
public record PoisonedPair(
    String key, int index, int label, @Nullable String caption, String poisoned) {}
