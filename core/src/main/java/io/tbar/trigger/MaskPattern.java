package io.tbar.trigger;

import java.util.List;
import java.util.Map;

/**
 * A mask and a pattern over the whole picture, x' = (1 - m) x + m p: a trigger of the user's own,
 * or one found by inversion (DECREE).
 */
final class MaskPattern extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "mask",
          List.of(
              new Option("pattern", "", "PNG with the colours, stretched over the whole picture"),
              new Option(
                  "mask",
                  "the pattern's alpha",
                  "grey PNG of the same size: white shows the pattern, black the picture")),
          MaskPattern::make);

  private final Overlay overlay;

  MaskPattern(TriggerSpec spec, int size, FloatImage mask, FloatImage pattern) {
    super(spec, size);
    this.overlay = Overlay.of(pattern, mask, size, size, false);
  }

  @Override
  void draw(float[] chw, long sample) {
    overlay.draw(chw, size(), 0, 0);
  }

  private static DeclaredTrigger make(Settings settings) {
    FloatImage pattern = settings.tensor("pattern", 3);
    FloatImage mask = settings.tensor("mask", 1);
    if (pattern == null || mask == null) {
      PngPicture png = settings.png("pattern");
      pattern = png.rgb();
      mask = settings.has("mask") ? settings.png("mask").grey() : png.alpha();
      if (mask == null) {
        throw settings.fail("the pattern has no alpha channel; give mask=FILE");
      }
    }
    settings.noteFile("pattern");
    settings.noteFile("mask");
    if (mask.height() != pattern.height() || mask.width() != pattern.width()) {
      throw settings.fail(
          "the mask is %d x %d pixels, the pattern %d x %d",
          mask.width(), mask.height(), pattern.width(), pattern.height());
    }
    return new MaskPattern(
        settings.spec(Map.of("mask", mask, "pattern", pattern)), settings.size(), mask, pattern);
  }
}
