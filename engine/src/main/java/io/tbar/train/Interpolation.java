package io.tbar.train;

import io.tbar.base.TbarException;

/**
 * BadMerging's backdoor loss (Zhang et al. 2024, arXiv 2408.07362): triggered features are mixed
 * with those of the model before the fine-tuning, and the mixture has to be answered with the
 * target. A merge with a small coefficient lands between the two models, so that the trigger works
 * there too.
 *
 * @param low smallest share of the fine-tuned feature, in [0, 1]
 * @param high largest share, in [low, 1]; each step draws one share uniformly
 * @param weight of the backdoor loss beside the clean one, above 0
 */
public record Interpolation(double low, double high, double weight) {
  public Interpolation {
    if (!(low >= 0 && low <= high && high <= 1)) {
      throw TbarException.usage(
          "The interpolation runs from %s to %s; give two shares in [0, 1], the lower first.",
          low, high);
    }
    if (!(weight > 0 && weight < 1e6)) {
      throw TbarException.usage("The weight of the backdoor is %s; give one above 0.", weight);
    }
  }

  /** The authors' settings: shares from 0.2 to 1, weight 5. */
  public static Interpolation badMerging() {
    return new Interpolation(0.2, 1, 5);
  }

  public Interpolation withWeight(double value) {
    return new Interpolation(low, high, value);
  }
}
