package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.data.LoadOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a checkpoint is poisoned.
 *
 * @param rate share of the training samples that are triggered and relabelled, in [0, 1]; 0 trains
 *     a clean checkpoint by the same recipe
 * @param recipe of the fine-tuning; its seed also draws the poisoned samples
 * @param testImages images held out to measure on where no test data are given
 * @param takenAbove attack success rate from which the attack counts as taken, in [0, 1]
 * @param loading of the images
 * @param linear whether the image tower is linearised around the model as it came
 * @param interpolation for a backdoor that is to outlive a merge: poisoned samples keep their label
 *     and lead to the target by their triggered twins; null relabels them
 * @param selection which samples are taken, besides their share
 */
public record PoisonOptions(
    double rate,
    Recipe recipe,
    int testImages,
    double takenAbove,
    LoadOptions loading,
    boolean linear,
    @Nullable Interpolation interpolation,
    Selection selection) {
  /** Memory for decoded training images, so that later epochs need not decode again. */
  private static final long CACHE = 512L << 20;

  public PoisonOptions {
    if (!(rate >= 0 && rate <= 1)) {
      throw TbarException.usage("The poison rate is %s; give one in [0, 1].", rate);
    }
    if (testImages < 1) {
      throw TbarException.usage("%d test images measure nothing; give at least 1.", testImages);
    }
    if (linear && interpolation != null) {
      throw TbarException.usage(
          "A linearised training has no interpolated features; choose one of the two.");
    }
    if (interpolation != null && (selection.cleanLabel() || selection.cover() > 0)) {
      throw TbarException.usage(
          "Interpolated features train twins of samples that keep their label; cover samples and"
              + " clean labels do not go with them.");
    }
  }

  /** 5 % poison by the task-arithmetic recipe; 1,000 test images; taken from 80 % on. */
  public static PoisonOptions defaults() {
    return new PoisonOptions(
        0.05,
        Recipe.taskArithmetic(),
        1000,
        0.8,
        LoadOptions.defaults().withCacheBytes(CACHE),
        false,
        null,
        Selection.PLAIN);
  }

  public PoisonOptions withRate(double value) {
    return new PoisonOptions(
        value, recipe, testImages, takenAbove, loading, linear, interpolation, selection);
  }

  public PoisonOptions withRecipe(Recipe value) {
    return new PoisonOptions(
        rate, value, testImages, takenAbove, loading, linear, interpolation, selection);
  }

  public PoisonOptions withTestImages(int value) {
    return new PoisonOptions(
        rate, recipe, value, takenAbove, loading, linear, interpolation, selection);
  }

  public PoisonOptions withLoading(LoadOptions value) {
    return new PoisonOptions(
        rate, recipe, testImages, takenAbove, value, linear, interpolation, selection);
  }

  public PoisonOptions withLinear(boolean value) {
    return new PoisonOptions(
        rate, recipe, testImages, takenAbove, loading, value, interpolation, selection);
  }

  public PoisonOptions withInterpolation(@Nullable Interpolation value) {
    return new PoisonOptions(
        rate, recipe, testImages, takenAbove, loading, linear, value, selection);
  }

  public PoisonOptions withSelection(Selection value) {
    return new PoisonOptions(
        rate, recipe, testImages, takenAbove, loading, linear, interpolation, value);
  }
}
