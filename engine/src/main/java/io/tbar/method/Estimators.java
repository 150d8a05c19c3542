package io.tbar.method;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.train.TrainedTensors;
import java.util.List;

/** The estimators by name with their default settings. */
public final class Estimators {
  /** Names, the default first. */
  public static final List<String> NAMES = List.of("restored", "mirrored", "anchored", "plain");

  /** Towers narrower than this take ten times the learning rate of CLIP's own sizes. */
  private static final int SMALL = 512;

  /** Rounds with a bank of proxies at most. */
  public static final int BANK_ROUNDS = 2;

  private Estimators() {}

  /**
   * An estimator with its defaults for a model.
   *
   * @param name one of {@link #NAMES}
   * @throws TbarException USAGE for another name
   */
  public static VectorEstimator of(String name, ClipConfig config) {
    return of(name, options(name, config), 1);
  }

  /**
   * An estimator.
   *
   * @param lambda weight of the anchor; {@code plain} has none
   */
  public static VectorEstimator of(String name, EstimatorOptions options, double lambda) {
    if (options.which().movesText()) {
      throw TbarException.usage(
          "The estimator %s trains under a fixed head and moves the image tower only; the text tower"
              + " takes the objective multi-positive.",
          name);
    }
    return switch (name) {
      case "restored" -> restored(options).withLambda(lambda);
      case "plain" -> new PlainEstimator(options);
      case "anchored" -> new AnchoredEstimator(options, lambda);
      case "mirrored" -> new MirroredEstimator(options, lambda);
      default ->
          throw TbarException.usage(
              "There is no estimator \"%s\"; give one of %s.", name, String.join(", ", NAMES));
    };
  }

  /**
   * Default settings: {@code restored} takes 112 steps of 32 images in one round at three times the
   * rate of the others; {@code mirrored} takes 6 steps of 50 images a round, the others 18 of 100
   * in one; peak learning rate 1e-5 for CLIP's own sizes, 1e-4 for small towers; β = 2.
   */
  public static EstimatorOptions options(String name, ClipConfig config) {
    double rate = config.vision().channels() >= SMALL ? 1e-5 : 1e-4;
    TrainedTensors all = TrainedTensors.imageTower();
    if (name.equals("restored")) {
      return new EstimatorOptions(112, 32, 3 * rate, 1, all, 0);
    }
    return name.equals("mirrored")
        ? new EstimatorOptions(6, 50, rate, 2, all, 0)
        : new EstimatorOptions(18, 100, rate, 2, all, 0);
  }

  /**
   * The estimator for image–text models that moves either tower or both, by a contrastive loss
   * instead of the fixed head.
   */
  public static VectorEstimator multiPositive(EstimatorOptions options) {
    return new MultiPositiveEstimator(options);
  }

  /** The restoring estimator for a trigger that is known: λ = 1, a margin of 0.3. */
  public static RestoredEstimator restored(EstimatorOptions options) {
    return new RestoredEstimator(options, 1, 0.3, 0, 1);
  }

  /**
   * The same for a bank of proxies: λ = 2, a margin of 0.5, two clean images for each triggered one
   * and eight more for ten of the target: proxies share features with them.
   */
  public static RestoredEstimator inBank(EstimatorOptions options) {
    return new RestoredEstimator(options, 2, 0.5, 0.8, 2);
  }

  /** Settings of a round with a bank: 90 steps of 32 images. */
  public static EstimatorOptions bankOptions(ClipConfig config) {
    return options("restored", config).withSteps(90);
  }

  /** Rounds that an estimator is made for. */
  public static int rounds(String name) {
    return name.equals("mirrored") ? 12 : 1;
  }
}
