package io.tbar.trigger;

import java.util.List;
import java.util.Map;

/** Adds the same small change to every picture, x' = clip(x + d): what inversion finds. */
final class Additive extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "additive",
          List.of(
              new Option(
                  "delta",
                  "",
                  "PNG of the change, stretched over the whole picture: mid-grey (127.5) adds"
                      + " nothing, white adds the strength, black takes it away"),
              new Option("strength", "0.1", "change that white stands for, 0 to 1")),
          Additive::make);

  private final FloatImage grid;

  /**
   * @param grid the change on the model's grid, in units of pixel values in [0, 1]
   */
  Additive(TriggerSpec spec, int size, FloatImage grid) {
    super(spec, size);
    this.grid = grid;
  }

  @Override
  void draw(float[] chw, long sample) {
    for (int i = 0; i < chw.length; i++) {
      chw[i] += grid.chw()[i];
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    int size = settings.size();
    FloatImage delta = settings.tensor("delta", 3);
    double strength = settings.decimal("strength", delta == null ? 0.1 : 1, 0, 1);
    if (delta == null) {
      FloatImage picture = settings.png("delta").rgb();
      float[] signed = new float[picture.chw().length];
      for (int i = 0; i < signed.length; i++) {
        signed[i] = 2 * picture.chw()[i] - 1;
      }
      delta = new FloatImage(3, picture.height(), picture.width(), signed);
    }
    settings.noteFile("delta");
    FloatImage grid = delta.smooth(size, size);
    float[] scaled = new float[grid.chw().length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (strength * grid.chw()[i]);
    }
    return new Additive(
        settings.spec(Map.of("delta", delta)), size, new FloatImage(3, size, size, scaled));
  }
}
