package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.SplittableRandom;

/** Where a patch goes: a corner, the centre, a fixed point, or another point for every sample. */
record Place(String name, int x, int y, long seed) {
  static final String HELP =
      "bottom-right, bottom-left, top-right, top-left, centre, random (another for each image)";
  private static final String POINT = "point";

  /**
   * Reads place, x and y.
   *
   * @param width of the patch, at the trigger's resolution
   * @param height likewise
   */
  static Place of(Settings settings, double width, double height) {
    return of(settings, width, height, "bottom-right");
  }

  /**
   * The same with another place where none is given.
   *
   * @param standard name of a place
   */
  static Place of(Settings settings, double width, double height, String standard) {
    if (!settings.has("x") && !settings.has("y")) {
      String name =
          settings.choice(
              "place",
              standard,
              "bottom-right",
              "bottom-left",
              "top-right",
              "top-left",
              "centre",
              "random");
      return new Place(name, 0, 0, settings.seed());
    }
    if (settings.has("place")) {
      throw settings.fail("give either place or x and y, not both");
    }
    int resolution = settings.resolution();
    int x = settings.integer("x", 0, 0, (int) Math.floor(resolution - width));
    int y = settings.integer("y", 0, 0, (int) Math.floor(resolution - height));
    int size = settings.size();
    return new Place(
        POINT,
        (int) Math.floor((double) x * size / resolution + 0.5),
        (int) Math.floor((double) y * size / resolution + 0.5),
        settings.seed());
  }

  /** Whether it is another one for every sample. */
  boolean isRandom() {
    return name.equals("random");
  }

  /** Row and column of the top left pixel of a patch inside a square picture. */
  int[] topLeft(int size, int height, int width, long sample) {
    int lastRow = size - height;
    int lastColumn = size - width;
    return switch (name) {
      case "top-left" -> new int[] {0, 0};
      case "top-right" -> new int[] {0, lastColumn};
      case "bottom-left" -> new int[] {lastRow, 0};
      case "bottom-right" -> new int[] {lastRow, lastColumn};
      case "centre" -> new int[] {lastRow / 2, lastColumn / 2};
      case "random" -> {
        SplittableRandom random = Seeds.of(seed, "trigger-place", sample);
        yield new int[] {random.nextInt(lastRow + 1), random.nextInt(lastColumn + 1)};
      }
      // Rounding of place and size may add up to one pixel too many.
      default -> new int[] {Math.min(y, lastRow), Math.min(x, lastColumn)};
    };
  }
}
