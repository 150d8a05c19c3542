package io.tbar.method;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.data.LoadOptions;

/**
 * How a checkpoint is cleaned.
 *
 * @param estimator of the trigger vector
 * @param rounds of estimate and search, at least 1
 * @param search rule and range of the coefficient
 * @param forgetImages images that the vector is estimated from
 * @param validationImages at most so many images that the coefficient is chosen on
 * @param testImages at most so many images that before and after are measured on, where no test
 *     data are given
 * @param seed of every draw of images
 * @param loading of the images
 */
public record CleaningOptions(
    VectorEstimator estimator,
    int rounds,
    SearchOptions search,
    int forgetImages,
    int validationImages,
    int testImages,
    long seed,
    LoadOptions loading) {
  public CleaningOptions {
    if (rounds < 1) {
      throw TbarException.usage("%d rounds are asked for; give at least 1.", rounds);
    }
    if (forgetImages < (estimator.needsImages() ? 1 : 0)
        || validationImages < 1
        || testImages < 1) {
      throw TbarException.usage(
          "%d forget, %d validation and %d test images are asked for; give at least 1 of each.",
          forgetImages, validationImages, testImages);
    }
  }

  /** The defaults for a model: the restoring estimator in one round. */
  public static CleaningOptions forModel(ClipConfig config) {
    String name = Estimators.NAMES.get(0);
    return with(Estimators.of(name, config), Estimators.rounds(name));
  }

  /** 300 forget images, up to 1,000 validation and test images, ρ = 0.95. */
  public static CleaningOptions with(VectorEstimator estimator, int rounds) {
    return new CleaningOptions(
        estimator,
        rounds,
        SearchOptions.defaults().withRule(estimator.rule()),
        300,
        1000,
        1000,
        0,
        LoadOptions.defaults());
  }

  public CleaningOptions withEstimator(VectorEstimator value) {
    return new CleaningOptions(
        value, rounds, search, forgetImages, validationImages, testImages, seed, loading);
  }

  public CleaningOptions withSearch(SearchOptions value) {
    return new CleaningOptions(
        estimator, rounds, value, forgetImages, validationImages, testImages, seed, loading);
  }

  public CleaningOptions withImages(int forget, int validation, int test) {
    return new CleaningOptions(estimator, rounds, search, forget, validation, test, seed, loading);
  }

  public CleaningOptions withSeed(long value) {
    return new CleaningOptions(
        estimator, rounds, search, forgetImages, validationImages, testImages, value, loading);
  }

  public CleaningOptions withLoading(LoadOptions value) {
    return new CleaningOptions(
        estimator, rounds, search, forgetImages, validationImages, testImages, seed, value);
  }
}
