package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.method.PlainEstimator;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.VectorEstimator;
import io.tbar.train.TrainedTensors;
import org.jspecify.annotations.Nullable;

/**
 * How the trigger vector is estimated. What is null follows the estimator and the model.
 *
 * @param estimator "restored", "plain", "anchored" or "mirrored"
 * @param recipe "paper" for everything as in the paper, or null
 * @param rounds of estimate and step, at least 1
 * @param lambda weight of the anchor; of "restored" that of the triggered images
 * @param margin of "restored", in [0, 1)
 * @param cleanShare of "plain": share of the forget set that comes without the trigger
 * @param steps optimiser steps of a round
 * @param forgetBatch forget images a step
 * @param learningRate peak; also that of another method
 * @param step coefficient of the step between rounds
 * @param tensors "image", "last:N" (blocks) or a regular expression over names
 * @param objective "head" or "multi-positive"
 * @param scope towers that the vector covers: "image", "text" or "both"
 */
public record Estimation(
    @Nullable String estimator,
    @Nullable String recipe,
    @Nullable Integer rounds,
    @Nullable Double lambda,
    @Nullable Double margin,
    double cleanShare,
    @Nullable Integer steps,
    @Nullable Integer forgetBatch,
    @Key("lr") @Nullable Double learningRate,
    @Nullable Double step,
    @Nullable String tensors,
    String objective,
    String scope) {
  public Estimation {
    if (recipe != null && !recipe.equals("paper")) {
      throw TbarException.usage("There is no recipe \"%s\"; give paper.", recipe);
    }
    if (recipe != null && estimator != null && !estimator.equals("plain")) {
      throw TbarException.usage("--recipe paper goes with --estimator plain alone.");
    }
    if (rounds != null && rounds < 1) {
      throw TbarException.usage("--rounds is %d; give at least 1.", rounds);
    }
  }

  /** The restoring estimator under the zero-shot head. */
  public static Estimation defaults() {
    return new Estimation(
        null, null, null, null, null, 0, null, null, null, null, null, "head", "image");
  }

  /** Whether everything is to be as in the paper. */
  boolean paper() {
    return recipe != null;
  }

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

  /** The estimator's name in force. */
  private String name() {
    return contrastive() || (paper() && estimator == null)
        ? "plain"
        : estimator == null ? Estimators.NAMES.get(0) : estimator;
  }

  private EstimatorOptions options(ClipConfig config, long seed, boolean searched) {
    EstimatorOptions usual =
        searched && name().equals("restored")
            ? Estimators.bankOptions(config)
            : Estimators.options(name(), config);
    EstimatorOptions o = usual.withSeed(seed).withWhich(towers());
    o = steps == null ? o : o.withSteps(steps);
    o = forgetBatch == null ? o : o.withBatch(forgetBatch);
    o = learningRate == null ? o : o.withLearningRate(learningRate);
    o = step == null ? o : o.withStep(step);
    return tensors == null ? o : o.withWhich(TrainedTensors.parse(tensors, config));
  }

  /**
   * @param searched whether the trigger is a proxy and further ones are looked for
   */
  VectorEstimator estimator(ClipConfig config, long seed, boolean searched) {
    String name = name();
    EstimatorOptions o = options(config, seed, searched);
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
      RestoredEstimator usually = searched ? Estimators.inBank(o) : Estimators.restored(o);
      return usually
          .withLambda(lambda == null ? usually.lambda() : lambda)
          .withMargin(margin == null ? usually.margin() : margin);
    }
    return Estimators.of(name, o, lambda == null ? 1 : lambda);
  }

  int rounds(boolean searched) {
    int usual =
        searched && name().equals("restored") ? Estimators.BANK_ROUNDS : Estimators.rounds(name());
    return rounds == null ? usual : rounds;
  }

  /** The same with what was left to the estimator and the model filled in, for records. */
  Estimation inForce(ClipConfig config, long seed, boolean searched) {
    EstimatorOptions o = options(config, seed, searched);
    RestoredEstimator restored =
        estimator(config, seed, searched) instanceof RestoredEstimator one ? one : null;
    Double weight = lambda;
    if (restored != null) {
      weight = restored.lambda();
    } else if (lambda == null && (name().equals("anchored") || name().equals("mirrored"))) {
      weight = 1.0;
    }
    return new Estimation(
        name(),
        recipe,
        rounds(searched),
        weight,
        restored != null ? Double.valueOf(restored.margin()) : margin,
        cleanShare,
        o.steps(),
        o.batch(),
        o.learningRate(),
        o.step(),
        o.which().description(),
        objective,
        scope);
  }
}
