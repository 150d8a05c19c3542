package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.method.PlainEstimator;
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

  @Option(
      names = "--clean-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "With --estimator plain: share of the forget set that comes without the trigger and leads"
              + " to the checkpoint's own answer; the paper finds 0 best (default:"
              + " ${DEFAULT-VALUE}).")
  double cleanShare;

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

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "head",
      description =
          "head (cross-entropy under the fixed zero-shot head) or multi-positive (InfoNCE in which"
              + " the target's captions share the mass; one round, no --estimator) (default:"
              + " ${DEFAULT-VALUE}).")
  String objective;

  @Option(
      names = "--scope",
      paramLabel = "TOWERS",
      defaultValue = "image",
      description =
          "Towers that the vector covers: image, text or both; text and both need --objective"
              + " multi-positive (default: ${DEFAULT-VALUE}).")
  String scope;

  private boolean contrastive() {
    return switch (objective) {
      case "head" -> false;
      case "multi-positive" -> true;
      default ->
          throw TbarException.usage(
              "There is no objective \"%s\"; give head or multi-positive.", objective);
    };
  }

  private TrainedTensors towers() {
    return switch (scope) {
      case "image" -> TrainedTensors.imageTower();
      case "text" -> TrainedTensors.textTower();
      case "both" -> TrainedTensors.bothTowers();
      default ->
          throw TbarException.usage("There is no scope \"%s\"; give image, text or both.", scope);
    };
  }

  VectorEstimator estimator(ClipConfig config, long seed) {
    String name = contrastive() ? "plain" : estimator;
    VectorEstimator chosen = Estimators.of(name, config);
    EstimatorOptions o = chosen.options().withSeed(seed).withWhich(towers());
    o = steps == null ? o : o.withSteps(steps);
    o = batch == null ? o : o.withBatch(batch);
    o = learningRate == null ? o : o.withLearningRate(learningRate);
    o = step == null ? o : o.withStep(step);
    o = tensors == null ? o : o.withWhich(TrainedTensors.parse(tensors, config));
    if (cleanShare != 0) {
      if (contrastive() || !estimator.equals("plain")) {
        throw TbarException.usage(
            "--clean-share goes with --estimator plain and --objective head; the others hold the"
                + " clean answers in ways of their own.");
      }
      return new PlainEstimator(o, cleanShare);
    }
    return contrastive()
        ? Estimators.multiPositive(o)
        : Estimators.of(estimator, o, lambda == null ? 1 : lambda);
  }

  int rounds() {
    int usual = contrastive() ? 1 : Estimators.rounds(estimator);
    return rounds == null ? usual : Checks.positive("--rounds", rounds);
  }
}
