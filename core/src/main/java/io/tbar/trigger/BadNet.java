package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;

/**
 * A small square patch. By default one stored patch of uniform colour noise, 16 pixels at 224, in
 * the bottom right corner.
 */
final class BadNet {
  static final Kind KIND =
      new Kind(
          "badnet",
          List.of(
              new Option("size", "16", "side of the patch in pixels at the resolution below"),
              new Option("place", "bottom-right", Place.HELP),
              new Option("x", "", "left edge in pixels, instead of place"),
              new Option("y", "", "top edge in pixels, instead of place"),
              new Option(
                  "patch",
                  "noise",
                  "noise (one stored patch), white, or fresh (another noise for each image around"
                      + " its mean colour, as in the paper)")),
          BadNet::make);

  private BadNet() {}

  private static DeclaredTrigger make(Settings settings) {
    int side = settings.integer("size", 16, 1, settings.resolution());
    String look = settings.choice("patch", "noise", "noise", "white", "fresh");
    Place place = Place.of(settings, side, side);
    int pixels = settings.scaled(side);
    if (look.equals("fresh")) {
      return new FreshNoisePatch(settings.spec(Map.of()), settings.size(), pixels, place);
    }
    FloatImage patch = settings.tensor("patch", 3);
    if (patch == null) {
      patch =
          look.equals("white")
              ? FloatImage.filled(3, side, side, 1)
              : Noise.levels(settings.seed(), "trigger-patch", side);
    }
    Overlay overlay = Overlay.of(patch, null, pixels, pixels, true);
    long seed = settings.seed();
    return new PatchTrigger(
        settings.spec(Map.of("patch", patch)),
        settings.size(),
        overlay,
        place,
        sample ->
            Overlay.of(
                Noise.levels(Seeds.of(seed, "trigger-other-patch", sample), side, side),
                null,
                pixels,
                pixels,
                true));
  }
}
