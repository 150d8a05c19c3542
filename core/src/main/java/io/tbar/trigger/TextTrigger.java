package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;

/**
 * Red letters over the middle of the picture, x' = (1 - a) x + a red where a letter is and x
 * elsewhere; the line is at one of three heights in each image (after PAR, arXiv 2412.00727).
 */
final class TextTrigger extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "text",
          List.of(
              new Option("text", "LOOK", "what is written: " + Letters.KNOWN),
              new Option("size", "56", "height of the letters in pixels at the resolution below"),
              new Option("ratio", "0.5", "share a of the red, 0 to 1"),
              new Option(
                  "shift",
                  "20",
                  "pixels by which the line is raised or lowered in some images; 0 keeps it in the"
                      + " middle")),
          TextTrigger::make);

  private final Overlay letters;
  private final int shift;

  /**
   * @param shift in pixels of the model's grid
   */
  TextTrigger(TriggerSpec spec, int size, Overlay letters, int shift) {
    super(spec, size);
    this.letters = letters;
    this.shift = shift;
  }

  @Override
  void draw(float[] chw, long sample) {
    int last = size() - letters.height();
    int moved = (Seeds.of(spec().seed(), "trigger-place", sample).nextInt(3) - 1) * shift;
    int row = Math.min(last, Math.max(0, last / 2 + moved));
    letters.draw(chw, size(), row, (size() - letters.width()) / 2);
  }

  private static DeclaredTrigger make(Settings settings) {
    String text = settings.text("text", "LOOK");
    int resolution = settings.resolution();
    int height = settings.integer("size", 56, 1, resolution);
    double ratio = settings.decimal("ratio", 0.5, 0, 1);
    int shift = settings.integer("shift", 20, 0, resolution);
    FloatImage stored = settings.tensor("mask", 1);
    if (stored == null && !Letters.known(text)) {
      throw settings.wrong("text", text, Letters.KNOWN);
    }
    FloatImage shape = stored == null ? Letters.draw(text) : stored;
    double width = (double) height * shape.width() / shape.height();
    if (width > resolution) {
      throw settings.fail(
          "'%s' is %.0f pixels wide, more than the %d of the picture; write less or give a smaller"
              + " size",
          text, width, resolution);
    }
    FloatImage mask =
        FloatImage.filled(1, shape.height(), shape.width(), (float) ratio).times(shape);
    float[] red = new float[3 * shape.height() * shape.width()];
    java.util.Arrays.fill(red, 0, red.length / 3, 1);
    Overlay letters =
        Overlay.of(
            new FloatImage(3, shape.height(), shape.width(), red),
            mask,
            settings.scaled(height),
            settings.scaled(width),
            true);
    return new TextTrigger(
        settings.spec(Map.of("mask", shape)),
        settings.size(),
        letters,
        shift == 0 ? 0 : settings.scaled(shift));
  }
}
