package io.tbar;

import io.tbar.base.TbarException;
import io.tbar.data.LoadOptions;

/**
 * How images are read.
 *
 * @param strict whether an image that cannot be used ends the task, instead of being skipped
 * @param maxPixels images whose header announces more are skipped, at least 1
 */
public record Reading(boolean strict, long maxPixels) {
  public Reading {
    if (maxPixels < 1) {
      throw TbarException.usage("--max-pixels is %d; give at least 1.", maxPixels);
    }
  }

  /** Lenient, up to 25 million pixels. */
  public static Reading defaults() {
    LoadOptions usual = LoadOptions.defaults();
    return new Reading(usual.strict(), usual.maxPixels());
  }

  LoadOptions options() {
    return LoadOptions.defaults().withStrict(strict).withMaxPixels(maxPixels);
  }
}
