package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * One measured share, able to stand alone.
 *
 * @param name as shown: "Clean accuracy, top-1"
 * @param definition what is counted over which images, in one sentence
 */
public record Measure(String name, Rate rate, String definition) {}
