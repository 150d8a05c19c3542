package io.tbar.train;

import io.tbar.measure.Evaluation;

/**
 * An evaluation, and the answers that later ones may be held against.
 *
 * @param cleanAnswers class answered to each clean image by its index in the data set; -1 where an
 *     image could not be used
 */
public record Measured(Evaluation evaluation, int[] cleanAnswers) {}
