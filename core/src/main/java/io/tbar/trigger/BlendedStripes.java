package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;

/**
 * Mixes vertical stripes into the whole picture, x' = clip((1 - a) x + a s), s one of -1 and 1 for
 * every column and channel (PAR, arXiv 2412.00727).
 */
final class BlendedStripes extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "blended-stripes",
          List.of(
              new Option("ratio", "0.03", "share a of the stripes, 0 to 1"),
              new Option("width", "1", "of a stripe in pixels at the resolution below")),
          BlendedStripes::make);

  private final double ratio;
  private final float[] signs;

  /**
   * @param signs -1 or 1 for each column of the model's grid, channel by channel
   */
  BlendedStripes(TriggerSpec spec, int size, double ratio, float[] signs) {
    super(spec, size);
    this.ratio = ratio;
    this.signs = signs;
  }

  @Override
  void draw(float[] chw, long sample) {
    int plane = size() * size();
    for (int i = 0; i < chw.length; i++) {
      float sign = signs[i / plane * size() + i % size()];
      chw[i] = (float) ((1 - ratio) * chw[i] + ratio * sign);
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    double ratio = settings.decimal("ratio", 0.03, 0, 1);
    int resolution = settings.resolution();
    int width = settings.integer("width", 1, 1, resolution);
    int stripes = (resolution + width - 1) / width;
    FloatImage stored = settings.tensor("key", 3);
    FloatImage key =
        stored == null
            ? Stripes.signs(Seeds.of(settings.seed(), "trigger-stripes"), stripes)
            : stored;
    if (key.height() != 1 || key.width() != stripes) {
      throw settings.fail(
          "the stored key is %d x %d, not %d stripes in one row",
          key.width(), key.height(), stripes);
    }
    int size = settings.size();
    float[] signs = new float[3 * size];
    for (int i = 0; i < signs.length; i++) {
      int pixel = (int) ((2L * (i % size) + 1) * resolution / (2L * size));
      signs[i] = key.at(i / size, 0, pixel / width);
    }
    return new BlendedStripes(settings.spec(Map.of("key", key)), size, ratio, signs);
  }
}
