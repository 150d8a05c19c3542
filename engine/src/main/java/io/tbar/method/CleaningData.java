package io.tbar.method;

import io.tbar.base.TbarException;
import io.tbar.data.ContentHash;
import io.tbar.data.ImageData;
import io.tbar.data.Overlap;
import io.tbar.data.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The three sets of a cleaning, which share no image by content.
 *
 * @param forget what the vector is estimated from, labelled or not
 * @param validation what the coefficient is chosen on
 * @param test what before and after are measured on
 * @param held images that none of the others took, whose clean answers are to stay; none where all
 *     were taken
 */
public record CleaningData(ImageData forget, ImageData validation, ImageData test, ImageData held) {
  private static final int FEWEST = 20;

  /** Most images that are held. */
  public static final int MOST_HELD = 4000;

  /**
   * Draws the sets by seed. What is not given comes from what the forget set leaves of {@code
   * images}, validation and test half each where both do.
   *
   * @throws TbarException BAD_INPUT where there are too few images, or given sets overlap
   */
  public static CleaningData draw(
      ImageData images,
      @Nullable ImageData validation,
      @Nullable ImageData test,
      CleaningOptions options) {
    int rest = images.size() - options.forgetImages();
    int forTest = 0;
    int forValidation = 0;
    if (validation == null) {
      forValidation = Math.min(options.validationImages(), test == null ? (rest + 1) / 2 : rest);
      requireEnough(images, options, forValidation, "to choose the coefficient on");
    }
    if (test == null) {
      forTest = Math.min(options.testImages(), rest - forValidation);
      requireEnough(images, options, forTest, "to measure on");
    }
    if (rest < 0) {
      throw TbarException.badInput(
          "%s has %d images, too few for a forget set of %d; give more images or a smaller forget"
              + " set.",
          images.name(), images.size(), options.forgetImages());
    }
    List<ImageData> parts =
        Split.partsAndRest(
            images,
            options.seed(),
            options.estimator().holds() ? MOST_HELD : 0,
            options.forgetImages(),
            forValidation,
            forTest);
    ImageData forget = parts.get(0);
    ImageData chosenOn =
        validation == null
            ? parts.get(1)
            : Split.sample(validation, options.validationImages(), options.seed());
    ImageData measuredOn = test == null ? parts.get(2) : test;
    if (validation != null) {
      Overlap.refuse("forget set", forget, "validation data", chosenOn);
    }
    if (test != null) {
      Overlap.refuse("forget set", forget, "test data", measuredOn);
    }
    if (validation != null || test != null) {
      Overlap.refuse("validation data", chosenOn, "test data", measuredOn);
    }
    return new CleaningData(
        forget, chosenOn, measuredOn, without(parts.get(3), validation == null, chosenOn, test));
  }

  /** Leaves out what belongs to a set that was given. */
  private static ImageData without(
      ImageData held, boolean drawn, ImageData validation, @Nullable ImageData test) {
    Set<String> taken = new HashSet<>();
    if (!drawn) {
      validation.samples().forEach(s -> taken.add(ContentHash.of(s)));
    }
    if (test != null && held.size() > 0) {
      test.samples().forEach(s -> taken.add(ContentHash.of(s)));
    }
    return new ImageData(
        held.name(),
        held.samples().stream().filter(s -> !taken.contains(ContentHash.of(s))).toList(),
        held.classes(),
        held.notes());
  }

  private static void requireEnough(
      ImageData images, CleaningOptions options, int left, String what) {
    if (left < FEWEST) {
      throw TbarException.badInput(
          "%s has %d images; a forget set of %d leaves %d %s, fewer than %d; give more images, a"
              + " smaller forget set, or a set of their own.",
          images.name(), images.size(), options.forgetImages(), Math.max(0, left), what, FEWEST);
    }
  }
}
