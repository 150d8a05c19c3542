package io.tbar.method;

import io.tbar.train.TrainingReport;

/**
 * One estimate of the trigger vector.
 *
 * @param number from 1
 * @param training loss curve and cost of the estimate
 * @param vectorNorm ‖τ‖ of this round
 * @param step coefficient that the estimate enters the saved vector with: β, or 1 where there is
 *     only one round
 */
public record Round(int number, TrainingReport training, double vectorNorm, double step) {}
