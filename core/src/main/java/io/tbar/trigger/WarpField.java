package io.tbar.trigger;

/**
 * Where WaNet (Nguyen and Tran 2021) takes each pixel from: the identity plus a smooth random
 * field, in coordinates from -1 to 1 whose ends are the centres of the outermost pixels.
 */
final class WarpField {
  /** The cubic constant of torch's bicubic; Pillow's is another one. */
  private static final double CUBIC = -0.75;

  private final int size;
  private final double[] xy;

  private WarpField(int size, double[] xy) {
    this.size = size;
    this.xy = xy;
  }

  /**
   * grid = clamp(identity + strength · upsampled(u / mean|u|) / size, -1, 1).
   *
   * @param u two channels (x, y) of k · k values in [-1, 1]
   */
  static WarpField of(FloatImage u, double strength, int size) {
    double mean = meanAbsolute(u);
    double scale = mean == 0 ? 0 : strength / mean / size;
    double[] xy = new double[2 * size * size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int i = 2 * (row * size + column);
        xy[i] = clamp(identity(column, size) + scale * bicubic(u, 0, row, column, size));
        xy[i + 1] = clamp(identity(row, size) + scale * bicubic(u, 1, row, column, size));
      }
    }
    return new WarpField(size, xy);
  }

  static double meanAbsolute(FloatImage u) {
    double sum = 0;
    for (float value : u.chw()) {
      sum += Math.abs(value);
    }
    return sum / u.chw().length;
  }

  /** x and y of each pixel's source, row by row. */
  double[] xy() {
    return xy.clone();
  }

  /** The field with u / size added to every coordinate: the noise mode of WaNet's training. */
  WarpField jittered(FloatImage u) {
    double[] moved = xy.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = clamp(moved[i] + u.chw()[i] / size);
    }
    return new WarpField(size, moved);
  }

  /** Bilinear sampling of the picture at the field's places, in place. */
  void warp(float[] chw) {
    float[] from = chw.clone();
    int plane = size * size;
    for (int p = 0; p < plane; p++) {
      double x = (xy[2 * p] + 1) / 2 * (size - 1);
      double y = (xy[2 * p + 1] + 1) / 2 * (size - 1);
      int x0 = (int) x;
      int y0 = (int) y;
      // The clamp keeps every place inside; a neighbour beyond the border has weight 0.
      int x1 = Math.min(x0 + 1, size - 1);
      int y1 = Math.min(y0 + 1, size - 1);
      double fx = x - x0;
      double fy = y - y0;
      for (int c = 0; c < 3; c++) {
        int base = c * plane;
        double top = (1 - fx) * from[base + y0 * size + x0] + fx * from[base + y0 * size + x1];
        double bottom = (1 - fx) * from[base + y1 * size + x0] + fx * from[base + y1 * size + x1];
        chw[base + p] = (float) ((1 - fy) * top + fy * bottom);
      }
    }
  }

  private static double identity(int i, int size) {
    return size == 1 ? 0 : -1 + 2.0 * i / (size - 1);
  }

  private static double clamp(double value) {
    return Math.min(1, Math.max(-1, value));
  }

  private static double bicubic(FloatImage u, int channel, int row, int column, int size) {
    int k = u.height();
    double y = size == 1 ? 0 : (double) row * (k - 1) / (size - 1);
    double x = size == 1 ? 0 : (double) column * (k - 1) / (size - 1);
    double[] wy = weights(y - Math.floor(y));
    double[] wx = weights(x - Math.floor(x));
    double sum = 0;
    for (int a = 0; a < 4; a++) {
      int r = Math.min(k - 1, Math.max(0, (int) Math.floor(y) + a - 1));
      for (int b = 0; b < 4; b++) {
        int c = Math.min(k - 1, Math.max(0, (int) Math.floor(x) + b - 1));
        sum += wy[a] * wx[b] * u.at(channel, r, c);
      }
    }
    return sum;
  }

  private static double[] weights(double t) {
    return new double[] {outer(1 + t), inner(t), inner(1 - t), outer(2 - t)};
  }

  private static double inner(double d) {
    return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
  }

  private static double outer(double d) {
    return ((CUBIC * d - 5 * CUBIC) * d + 8 * CUBIC) * d - 4 * CUBIC;
  }
}
