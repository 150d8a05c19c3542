package io.tbar.method;

import io.tbar.base.TbarException;
import io.tbar.train.Augmentation;
import io.tbar.train.Recipe;
import io.tbar.train.TrainedTensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What both estimators share.
 *
 * @param steps optimiser steps, at least 1
 * @param batch triggered images a step
 * @param learningRate peak of the cosine
 * @param which tensors that move
 * @param seed of the batches
 */
public record EstimatorOptions(
    int steps, int batch, double learningRate, TrainedTensors which, long seed) {
  public EstimatorOptions {
    if (steps < 1) {
      throw TbarException.usage("%d steps make no vector; give at least 1.", steps);
    }
  }

  public EstimatorOptions withSteps(int value) {
    return new EstimatorOptions(value, batch, learningRate, which, seed);
  }

  public EstimatorOptions withBatch(int value) {
    return new EstimatorOptions(steps, value, learningRate, which, seed);
  }

  public EstimatorOptions withLearningRate(double value) {
    return new EstimatorOptions(steps, batch, value, which, seed);
  }

  public EstimatorOptions withWhich(TrainedTensors value) {
    return new EstimatorOptions(steps, batch, learningRate, value, seed);
  }

  public EstimatorOptions withSeed(long value) {
    return new EstimatorOptions(steps, batch, learningRate, which, value);
  }

  /** No decay: it would leak a shrink of all weights into the vector. */
  Recipe recipe() {
    return new Recipe(learningRate, 1, batch, 0, 0.1, 1.0, Augmentation.NONE, seed);
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", steps);
    map.put("batch", batch);
    map.put("learningRate", learningRate);
    map.put("weightDecay", 0.0);
    map.put("warmup", 0.1);
    map.put("clipNorm", 1.0);
    map.put("tensors", which.description());
    map.put("seed", seed);
    return map;
  }
}
