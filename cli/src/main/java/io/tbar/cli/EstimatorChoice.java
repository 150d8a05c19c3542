package io.tbar.cli;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.method.VectorEstimator;
import io.tbar.train.TrainedTensors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the trigger vector is estimated. What is not given follows the estimator and the model. */
final class EstimatorChoice {
  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      defaultValue = "mirrored",
      description =
          "plain (the paper's), anchored (holds the clean answers while it strengthens the"
              + " trigger) or mirrored (holds them where the subtraction will land) (default:"
              + " ${DEFAULT-VALUE}).")
  String estimator;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Re-estimate the vector after each of N shorter steps.")
  @Nullable Integer rounds;

  @Option(names = "--lambda", paramLabel = "X", description = "Weight of the anchor.")
  @Nullable Double lambda;

  @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps of a round.")
  @Nullable Integer steps;

  @Option(names = "--forget-batch", paramLabel = "N", description = "Forget images a step.")
  @Nullable Integer batch;

  @Option(names = "--lr", paramLabel = "RATE", description = "Peak learning rate.")
  @Nullable Double learningRate;

  @Option(
      names = "--step",
      paramLabel = "BETA",
      description = "Coefficient of the step between rounds.")
  @Nullable Double step;

  @Option(
      names = "--tensors",
      paramLabel = "WHICH",
      description =
          "image (all of the tower), last:N (blocks), or a regular expression over names.")
  @Nullable String tensors;

  VectorEstimator estimator(ClipConfig config, long seed) {
    VectorEstimator chosen = Estimators.of(estimator, config);
    EstimatorOptions o = chosen.options().withSeed(seed);
    o = steps == null ? o : o.withSteps(steps);
    o = batch == null ? o : o.withBatch(batch);
    o = learningRate == null ? o : o.withLearningRate(learningRate);
    o = step == null ? o : o.withStep(step);
    o = tensors == null ? o : o.withWhich(TrainedTensors.parse(tensors, config));
    return Estimators.of(estimator, o, lambda == null ? 1 : lambda);
  }

  int rounds() {
    return rounds == null ? Estimators.rounds(estimator) : Checks.positive("--rounds", rounds);
  }
}
