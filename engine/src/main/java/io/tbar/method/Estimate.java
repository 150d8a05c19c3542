package io.tbar.method;

import io.tbar.clip.Weights;
import io.tbar.train.TrainingReport;

/**
 * An estimated trigger vector.
 *
 * @param vector τ over the tensors that got gradients, by canonical name; the caller closes it
 * @param training loss curve and cost
 */
public record Estimate(Weights vector, TrainingReport training) {}
