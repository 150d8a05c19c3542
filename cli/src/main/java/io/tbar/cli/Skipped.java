package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.data.PixelLoader;

/** Images that could not be used. */
final class Skipped {
  private Skipped() {}

  /** Where every image was skipped there is nothing to say about the data. */
  static void refuseNone(PixelLoader loader, int used) {
    if (used == 0) {
      throw TbarException.badInput(
          "'%s': none of its %d images can be used; the first: %s.",
          loader.data().name(), loader.data().size(), loader.skippedNames().get(0));
    }
  }
}
