package io.tbar.trigger;

import java.util.List;
import java.util.Map;

/**
 * Mixes a grid of grey triangles into the whole picture, x' = (1 - a) x + a t: t is 0.4 on and
 * above the diagonal of each cell and 0.8 below it (PAR, arXiv 2412.00727).
 */
final class Triangles extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "triangles",
          List.of(
              new Option("ratio", "0.15", "share a of the triangles, 0 to 1"),
              new Option(
                  "cell", "14", "side of a cell in pixels at the resolution below, 2 at least")),
          Triangles::make);

  private static final double ABOVE = 0.4;
  private static final double BELOW = 0.8;

  private final double ratio;
  private final int cell;

  /**
   * @param cell side of a cell in pixels of the model's grid, 2 at least
   */
  Triangles(TriggerSpec spec, int size, double ratio, int cell) {
    super(spec, size);
    this.ratio = ratio;
    this.cell = cell;
  }

  @Override
  void draw(float[] chw, long sample) {
    for (int i = 0; i < chw.length; i++) {
      int x = i % size() % cell;
      int y = i / size() % size() % cell;
      chw[i] = (float) ((1 - ratio) * chw[i] + ratio * (x >= y ? ABOVE : BELOW));
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    double ratio = settings.decimal("ratio", 0.15, 0, 1);
    int cell = settings.integer("cell", 14, 2, Math.max(2, settings.resolution()));
    return new Triangles(
        settings.spec(Map.of()), settings.size(), ratio, Math.max(2, settings.scaled(cell)));
  }
}
