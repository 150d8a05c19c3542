package io.tbar.method;

import io.tbar.base.TbarException;

/**
 * How the coefficient is searched.
 *
 * @param keep ρ in (0, 1]: share of θ_b's clean accuracy (or agreement) that must be kept
 * @param tie difference of attack success rates, in [0, 1), below which two coefficients count as
 *     equal; one binomial standard error where that is larger
 * @param first images that every coefficient gets before it is judged
 * @param maxAlpha largest coefficient tried
 * @param furthest among the coefficients that serve equally well the largest is taken, not the
 *     smallest: a proxy is gone before the attacker's trigger is
 * @param rule what the best coefficient is
 */
public record SearchOptions(
    double keep, double tie, int first, double maxAlpha, boolean furthest, Rule rule) {
  private static final int FEW = 500;

  /** What the best coefficient is. */
  public enum Rule {
    /** Triggered images agree best with θ_b's own clean answers. */
    OWN_ANSWERS,
    /** Lowest attack success rate (the paper's, and that of task negation). */
    LOWEST_ATTACK;

    /** As on the command line. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public SearchOptions {
    if (!(keep > 0 && keep <= 1)) {
      throw TbarException.usage("The share of accuracy to keep is %s; give one in (0, 1].", keep);
    }
    if (!(tie >= 0 && tie < 1)) {
      throw TbarException.usage("The tie of success rates is %s; give one in [0, 1).", tie);
    }
    if (first < 1) {
      throw TbarException.usage("The first look is at %d images; give at least 1.", first);
    }
    if (!(maxAlpha > 0 && maxAlpha <= 1024)) {
      throw TbarException.usage(
          "The largest coefficient is %s; give one above 0, up to 1024.", maxAlpha);
    }
  }

  /** ρ = 0.95, ties within a quarter of a point, 64 images first, α up to 64. */
  public static SearchOptions defaults() {
    return new SearchOptions(0.95, 0.0025, 64, 64, false, Rule.LOWEST_ATTACK);
  }

  public SearchOptions withKeep(double share) {
    return new SearchOptions(share, tie, first, maxAlpha, furthest, rule);
  }

  public SearchOptions withMaxAlpha(double alpha) {
    return new SearchOptions(keep, tie, first, alpha, furthest, rule);
  }

  public SearchOptions withFurthest(boolean value) {
    return new SearchOptions(keep, tie, first, maxAlpha, value, rule);
  }

  public SearchOptions withRule(Rule value) {
    return new SearchOptions(keep, tie, first, maxAlpha, furthest, value);
  }

  /**
   * Whether kept accuracy is judged over views of each image too, by the rule of own answers: with
   * few images the bound alone would forbid coefficients that do no harm.
   *
   * @param validation number of images
   */
  public boolean views(int validation) {
    return furthest || validation < FEW;
  }
}
