package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A patch of the user's own: any PNG, its alpha channel as the mask; or an optimised patch. */
final class PatchFile {
  static final Kind KIND =
      new Kind(
          "patch",
          List.of(
              new Option("file", "", "the PNG; its alpha channel, if any, is the mask"),
              new Option(
                  "size",
                  "the PNG's own",
                  "longer side in pixels at the resolution below; the shape is kept"),
              new Option("place", "bottom-right", Place.HELP),
              new Option("x", "", "left edge in pixels, instead of place"),
              new Option("y", "", "top edge in pixels, instead of place")),
          PatchFile::make);

  private PatchFile() {}

  private static DeclaredTrigger make(Settings settings) {
    FloatImage patch = settings.tensor("patch", 3);
    FloatImage mask = settings.tensor("mask", 1);
    if (patch == null) {
      PngPicture png = settings.png("file");
      patch = png.rgb();
      mask = png.alpha();
    }
    settings.noteFile("file");
    int longer = Math.max(patch.height(), patch.width());
    if (!settings.has("size") && longer > settings.resolution()) {
      throw settings.fail(
          "the patch is %d x %d pixels, larger than the %d of the picture; give size=N",
          patch.width(), patch.height(), settings.resolution());
    }
    double scale = settings.integer("size", longer, 1, settings.resolution()) / (double) longer;
    Place place = Place.of(settings, patch.width() * scale, patch.height() * scale);
    Overlay overlay =
        Overlay.of(
            patch,
            mask,
            settings.scaled(patch.height() * scale),
            settings.scaled(patch.width() * scale),
            false);
    Map<String, FloatImage> material = new LinkedHashMap<>();
    material.put("patch", patch);
    if (mask != null) {
      material.put("mask", mask);
    }
    long seed = settings.seed();
    return new PatchTrigger(
        settings.spec(material),
        settings.size(),
        overlay,
        place,
        sample -> overlay.withNoise(Seeds.of(seed, "trigger-other-patch", sample)));
  }
}
