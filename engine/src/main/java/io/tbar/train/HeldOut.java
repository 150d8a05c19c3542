package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import io.tbar.data.Split;
import java.util.List;

/** Images that a poisoning keeps back to measure on. */
public final class HeldOut {
  private HeldOut() {}

  /**
   * Training images and those held out, by seed.
   *
   * @return two sets that share no image
   */
  public static List<ImageData> of(ImageData data, PoisonOptions options) {
    int count = Math.min(options.testImages(), Math.max(1, data.size() / 10));
    List<ImageData> parts = Split.parts(data, options.recipe().seed(), count, -1);
    return List.of(parts.get(1), parts.get(0));
  }

  /**
   * @throws TbarException BAD_INPUT where an image has no label
   */
  public static void requireLabels(ImageData data) {
    long missing = data.samples().stream().filter(s -> s.label() < 0).count();
    if (missing > 0 || data.size() == 0) {
      throw TbarException.badInput(
          "%d of the %d images of %s have no label; poisoning needs labelled images.",
          missing, data.size(), data.name());
    }
  }
}
