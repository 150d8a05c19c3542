package io.tbar.method;

import io.tbar.base.TbarException;
import io.tbar.train.Augmentation;
import io.tbar.train.Recipe;
import io.tbar.train.TrainedTensors;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the estimators share.
 *
 * @param steps optimiser steps of a round, at least 1
 * @param batch triggered images a step
 * @param learningRate peak of the first round's cosine; later rounds go down to a fifth of it
 * @param step coefficient β of the step between rounds: θ_{k+1} = θ_k − β·τ_k; above 0
 * @param which tensors that move
 * @param seed of the batches
 */
public record EstimatorOptions(
    int steps, int batch, double learningRate, double step, TrainedTensors which, long seed) {
  private static final double LAST_ROUND = 0.2;

  public EstimatorOptions {
    if (steps < 1) {
      throw TbarException.usage("%d steps make no vector; give at least 1.", steps);
    }
    if (!(step > 0 && step <= 100)) {
      throw TbarException.usage("The step between rounds is %s; give one in (0, 100].", step);
    }
  }

  public EstimatorOptions withSteps(int value) {
    return new EstimatorOptions(value, batch, learningRate, step, which, seed);
  }

  public EstimatorOptions withBatch(int value) {
    return new EstimatorOptions(steps, value, learningRate, step, which, seed);
  }

  public EstimatorOptions withLearningRate(double value) {
    return new EstimatorOptions(steps, batch, value, step, which, seed);
  }

  public EstimatorOptions withStep(double value) {
    return new EstimatorOptions(steps, batch, learningRate, value, which, seed);
  }

  public EstimatorOptions withWhich(TrainedTensors value) {
    return new EstimatorOptions(steps, batch, learningRate, step, value, seed);
  }

  public EstimatorOptions withSeed(long value) {
    return new EstimatorOptions(steps, batch, learningRate, step, which, value);
  }

  /**
   * The recipe of one round. No decay: it would leak a shrink of all weights into the vector. The
   * less of the backdoor is left, the shorter the steps, evenly on a logarithmic scale.
   */
  Recipe recipe(int round, int rounds) {
    double factor = rounds == 1 ? 1 : Math.pow(LAST_ROUND, (double) round / (rounds - 1));
    return new Recipe(learningRate * factor, 1, batch, 0, 0.1, 1.0, Augmentation.NONE, seed);
  }

  /** Refuses a weight of the clean answers beside the triggered ones that is none. */
  static void requireAnchor(double lambda) {
    if (!(lambda >= 0 && lambda < 1e6)) {
      throw TbarException.usage("The anchor's weight is %s; give 0 or more.", lambda);
    }
  }

  Map<String, Object> asMap(double lambda) {
    Map<String, Object> map = asMap();
    map.put("lambda", lambda);
    return map;
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", steps);
    map.put("batch", batch);
    map.put("learningRate", learningRate);
    map.put("step", step);
    Recipe first = recipe(0, 1);
    map.put("weightDecay", first.weightDecay());
    map.put("warmup", first.warmup());
    map.put("clipNorm", first.clipNorm());
    map.put("tensors", which.description());
    map.put("seed", seed);
    return map;
  }
}
