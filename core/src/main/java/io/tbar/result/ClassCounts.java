package io.tbar.result;

import io.tbar.measure.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one class.
 *
 * @param name the class
 * @param accuracy top-1 on the clean images of this class, or null without labels
 * @param cleanPredictions clean images that the model gives this class
 * @param triggeredPredictions triggered images that the model gives this class; 0 without a trigger
 */
public record ClassCounts(
    String name, @Nullable Rate accuracy, long cleanPredictions, long triggeredPredictions) {}
