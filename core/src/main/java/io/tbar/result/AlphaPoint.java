package io.tbar.result;

import io.tbar.measure.Rate;

/**
 * One coefficient that the search tried.
 *
 * @param alpha coefficient of the trigger vector; the model is θ − α·τ
 * @param stage "coarse" or "fine"
 * @param utility clean accuracy, or agreement with the suspect where there are no labels
 * @param attackSuccess on the images of the search, never on the reported test images
 * @param feasible whether the utility bound holds
 */
public record AlphaPoint(
    double alpha, String stage, Rate utility, Rate attackSuccess, boolean feasible) {
  public AlphaPoint {
    Settings.finite("alpha", alpha);
  }
}
