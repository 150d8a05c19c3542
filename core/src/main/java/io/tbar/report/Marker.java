package io.tbar.report;

/** Shape of a point, so that curves differ by more than colour. */
enum Marker {
  CIRCLE,
  DIAMOND,
  SQUARE;

  /** Path data around a place. */
  String path(double x, double y) {
    return switch (this) {
      case CIRCLE -> "M" + at(x - 3.4, y) + "a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0z";
      case DIAMOND ->
          "M"
              + at(x, y - 4.4)
              + "L"
              + at(x + 4.4, y)
              + "L"
              + at(x, y + 4.4)
              + "L"
              + at(x - 4.4, y)
              + "z";
      case SQUARE -> "M" + at(x - 3, y - 3) + "h6v6h-6z";
    };
  }

  private static String at(double x, double y) {
    return Svg.n(x) + " " + Svg.n(y);
  }
}
