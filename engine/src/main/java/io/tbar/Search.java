package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.method.SearchOptions;

/**
 * How the coefficient is searched.
 *
 * @param validationImages at most so many images that it is chosen on, at least 1
 * @param testImages at most so many images that before and after are measured on, where no test
 *     data are given
 * @param keep share of clean accuracy (without labels: of agreement) that must stay, in (0, 1]
 * @param maxAlpha largest coefficient tried, in (0, 1024]
 * @param tie difference of attack success, in [0, 1), below which two coefficients count as equal
 * @param first images that every coefficient gets before it is judged
 */
public record Search(
    @Key("val-images") int validationImages,
    int testImages,
    double keep,
    double maxAlpha,
    double tie,
    int first) {
  public Search {
    if (validationImages < 1) {
      throw TbarException.usage("--val-images is %d; give at least 1.", validationImages);
    }
    new SearchOptions(
        keep, tie, first, maxAlpha, false, SearchOptions.Rule.LOWEST_ATTACK); // its own checks
  }

  /** 1,000 validation and test images, 95 % kept, coefficients up to 64. */
  public static Search defaults() {
    SearchOptions usual = SearchOptions.defaults();
    return new Search(1000, 1000, usual.keep(), usual.maxAlpha(), usual.tie(), usual.first());
  }

  /** With other bounds. */
  public static Search of(int validationImages, double keep, double maxAlpha) {
    Search usual = defaults();
    return new Search(validationImages, usual.testImages, keep, maxAlpha, usual.tie, usual.first);
  }

  SearchOptions options(boolean furthest, SearchOptions.Rule rule) {
    return new SearchOptions(keep, tie, first, maxAlpha, furthest, rule);
  }
}
