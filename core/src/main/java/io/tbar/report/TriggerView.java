package io.tbar.report;

import io.tbar.image.Pixels;

/**
 * What an inverted trigger looks like.
 *
 * @param family the back-end that found it
 * @param mask how much of the picture it hides: white all, black nothing
 * @param pattern the trigger on mid-grey
 */
public record TriggerView(String family, Pixels mask, Pixels pattern) {}
