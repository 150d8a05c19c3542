package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.method.PlainEstimator;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.VectorEstimator;
import io.tbar.train.TrainedTensors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the trigger vector is estimated. What is not given follows the estimator and the model. */
final class EstimatorChoice {
  @Option(
      names = "--estimator",
      paramLabel = "NAME",
      description =
          "restored (gives triggered images their own answers back), plain (the paper's), anchored"
              + " (holds the clean answers while it strengthens the trigger) or mirrored (holds them"
              + " where the subtraction will land) (default: restored).")
  @Nullable String estimator;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "paper: everything as in the paper: the plain estimator, the coefficient with the lowest"
              + " attack success rate, and with --audit DECREE's own trigger and the label that it"
              + " leads to.")
  @Nullable String recipe;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Re-estimate the vector after each of N shorter steps.")
  @Nullable Integer rounds;

  @Option(
      names = "--lambda",
      paramLabel = "X",
      description =
          "Weight of the anchor; with --estimator restored that of the triggered images beside the"
              + " clean ones.")
  @Nullable Double lambda;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description =
          "With --estimator restored: the trigger must be gone already at a point pulled back"
              + " towards the infected weights by this share (default: 0.2; 0.4 with --audit).")
  @Nullable Double margin;

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

  /** The name in force. */
  private String name() {
    boolean paper = paper();
    if (paper && estimator != null && !estimator.equals("plain")) {
      throw TbarException.usage("--recipe paper goes with --estimator plain alone.");
    }
    return estimator != null ? estimator : paper ? "plain" : Estimators.NAMES.get(0);
  }

  /** Whether everything is to be as in the paper. */
  boolean paper() {
    if (recipe != null && !recipe.equals("paper")) {
      throw TbarException.usage("There is no recipe \"%s\"; give paper.", recipe);
    }
    return recipe != null;
  }

  /**
   * @param inferred whether the trigger is a proxy that an audit found
   */
  VectorEstimator estimator(ClipConfig config, long seed, boolean inferred) {
    String name = contrastive() ? "plain" : name();
    EstimatorOptions usual =
        inferred && name.equals("restored")
            ? Estimators.bankOptions(config)
            : Estimators.options(name, config);
    EstimatorOptions o = usual.withSeed(seed).withWhich(towers());
    o = steps == null ? o : o.withSteps(steps);
    o = batch == null ? o : o.withBatch(batch);
    o = learningRate == null ? o : o.withLearningRate(learningRate);
    o = step == null ? o : o.withStep(step);
    o = tensors == null ? o : o.withWhich(TrainedTensors.parse(tensors, config));
    if (cleanShare != 0) {
      if (contrastive() || !name.equals("plain")) {
        throw TbarException.usage(
            "--clean-share goes with --estimator plain and --objective head; the others hold the"
                + " clean answers in ways of their own.");
      }
      return new PlainEstimator(o, cleanShare);
    }
    if (margin != null && !name.equals("restored")) {
      throw TbarException.usage("--margin goes with --estimator restored.");
    }
    if (contrastive()) {
      return Estimators.multiPositive(o);
    }
    if (name.equals("restored")) {
      RestoredEstimator usually = inferred ? Estimators.inBank(o) : Estimators.restored(o);
      return usually
          .withLambda(lambda == null ? usually.lambda() : lambda)
          .withMargin(margin == null ? usually.margin() : margin);
    }
    return Estimators.of(name, o, lambda == null ? 1 : lambda);
  }

  int rounds(boolean inferred) {
    String name = contrastive() ? "plain" : name();
    int usual =
        inferred && name.equals("restored") ? Estimators.BANK_ROUNDS : Estimators.rounds(name);
    return rounds == null ? usual : Checks.positive("--rounds", rounds);
  }
}
