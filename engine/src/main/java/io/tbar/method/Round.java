package io.tbar.method;

import io.tbar.train.TrainingReport;

/**
 * One estimate of the trigger vector and the search along it.
 *
 * @param number from 1
 * @param training of the estimate
 * @param vectorNorm ‖τ‖ of this round
 * @param search along this round's vector, from where the rounds before ended
 * @param taken coefficient of the step taken, 0 where none was feasible
 */
public record Round(
    int number, TrainingReport training, double vectorNorm, SearchResult search, double taken) {}
