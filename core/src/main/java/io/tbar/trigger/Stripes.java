package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * A small square of vertical stripes: every column of every channel is all black or all white (PAR,
 * arXiv 2412.00727). By default one stored patch at another place in each image.
 */
final class Stripes {
  static final Kind KIND =
      new Kind(
          "stripes",
          List.of(
              new Option("size", "16", "side of the patch in pixels at the resolution below"),
              new Option("place", "random", Place.HELP),
              new Option("x", "", "left edge in pixels, instead of place"),
              new Option("y", "", "top edge in pixels, instead of place"),
              new Option("fresh", "false", "true draws other stripes for each image")),
          Stripes::make);

  private Stripes() {}

  private static DeclaredTrigger make(Settings settings) {
    int side = settings.integer("size", 16, 1, settings.resolution());
    boolean fresh = settings.flag("fresh");
    Place place = Place.of(settings, side, side, "random");
    int pixels = settings.scaled(side);
    long seed = settings.seed();
    LongFunction<Overlay> other =
        sample ->
            Overlay.of(
                patch(Seeds.of(seed, "trigger-stripes", sample), side), null, pixels, pixels, true);
    if (fresh) {
      return new PatchTrigger(settings.spec(Map.of()), settings.size(), null, place, other);
    }
    FloatImage stored = settings.tensor("patch", 3);
    FloatImage patch = stored == null ? patch(Seeds.of(seed, "trigger-stripes"), side) : stored;
    return new PatchTrigger(
        settings.spec(Map.of("patch", patch)),
        settings.size(),
        Overlay.of(patch, null, pixels, pixels, true),
        place,
        other);
  }

  /** Columns of 0 or 1, drawn for each channel by itself. */
  private static FloatImage patch(SplittableRandom random, int side) {
    FloatImage columns = signs(random, side);
    float[] chw = new float[3 * side * side];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = Math.max(0, columns.at(i / (side * side), 0, i % side));
    }
    return new FloatImage(3, side, side, chw);
  }

  /** One row of -1 or 1 for each channel. */
  static FloatImage signs(SplittableRandom random, int columns) {
    float[] signs = new float[3 * columns];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return new FloatImage(3, 1, columns, signs);
  }
}
