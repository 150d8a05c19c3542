package io.tbar.cli;

import io.tbar.Estimation;
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
              + " towards the infected weights by this share (default: 0.3; 0.5 with --audit).")
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

  Estimation estimation() {
    return new Estimation(
        estimator,
        recipe,
        rounds,
        lambda,
        margin,
        cleanShare,
        steps,
        batch,
        learningRate,
        step,
        tensors,
        objective,
        scope);
  }
}
