package io.tbar.result;

import io.tbar.measure.Rate;
import org.jspecify.annotations.Nullable;

/**
 * One coefficient that the search tried. Hopeless ones get fewer images, so each rate has its own
 * counts.
 *
 * @param alpha coefficient of the trigger vector; the model is θ − α·τ
 * @param utility clean accuracy, or agreement with the suspect where there are no labels
 * @param kept utility divided by the suspect's on the same images; 1 keeps everything
 * @param attackSuccess on the images of the search, never on the reported test images
 * @param triggeredAccuracy share of the triggered images answered with their true class
 * @param thirdShare largest share of the triggered images that went to one wrong class other than
 *     the target
 * @param thirdClass that class, or null where there is none
 * @param feasible whether enough utility is kept
 * @param ownAnswersBack share of the triggered images answered as the suspect answers them without
 *     the trigger; null in old records
 * @param excess attack success beyond the target's share without trigger, over the images seen both
 *     ways, in [-1, 1]; null in old records
 */
public record AlphaPoint(
    double alpha,
    Rate utility,
    double kept,
    Rate attackSuccess,
    Rate triggeredAccuracy,
    Rate thirdShare,
    @Nullable String thirdClass,
    boolean feasible,
    @Nullable Rate ownAnswersBack,
    @Nullable Double excess) {
  /** As in records of earlier versions. */
  public AlphaPoint(
      double alpha,
      Rate utility,
      double kept,
      Rate attackSuccess,
      Rate triggeredAccuracy,
      Rate thirdShare,
      @Nullable String thirdClass,
      boolean feasible) {
    this(
        alpha,
        utility,
        kept,
        attackSuccess,
        triggeredAccuracy,
        thirdShare,
        thirdClass,
        feasible,
        null,
        null);
  }

  public AlphaPoint {
    Settings.finite("alpha", alpha);
    Settings.finite("kept", kept);
  }
}
