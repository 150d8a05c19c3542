package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;
import java.util.Locale;

/** The bound on what a header may announce. */
final class TooLarge {
  private TooLarge() {}

  static void check(int width, int height, long maxPixels) throws UnreadableImage {
    if (width <= 0 || height <= 0) {
      throw new UnreadableImage(
          Reason.CORRUPT, "is damaged (" + width + " x " + height + " pixels)");
    }
    if ((long) width * height > maxPixels) {
      throw new UnreadableImage(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "is %d x %d pixels, more than the %d allowed",
              width,
              height,
              maxPixels));
    }
  }
}
