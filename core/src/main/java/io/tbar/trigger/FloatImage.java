package io.tbar.trigger;

import java.util.Arrays;

/**
 * Trigger material: numbers on a grid.
 *
 * @param chw channel by channel, row by row; colours in [0, 1]
 */
record FloatImage(int channels, int height, int width, float[] chw) {
  FloatImage {
    if (chw.length != channels * height * width) {
      throw new IllegalArgumentException(
          chw.length + " values for " + channels + " x " + height + " x " + width);
    }
  }

  static FloatImage filled(int channels, int height, int width, float value) {
    float[] chw = new float[channels * height * width];
    Arrays.fill(chw, value);
    return new FloatImage(channels, height, width, chw);
  }

  float at(int channel, int row, int column) {
    return chw[(channel * height + row) * width + column];
  }

  long[] shape() {
    return new long[] {channels, height, width};
  }

  /** Values times those of a one-channel image of the same size. */
  FloatImage times(FloatImage mask) {
    float[] product = new float[chw.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = chw[i] * mask.chw[i % mask.chw.length];
    }
    return new FloatImage(channels, height, width, product);
  }

  /** Each value is the one at the corresponding place: noise stays noise. */
  FloatImage nearest(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] out = new float[channels * newHeight * newWidth];
    int i = 0;
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < newHeight; y++) {
        int row = (2 * y + 1) * height / (2 * newHeight);
        for (int x = 0; x < newWidth; x++) {
          out[i++] = at(c, row, (2 * x + 1) * width / (2 * newWidth));
        }
      }
    }
    return new FloatImage(channels, newHeight, newWidth, out);
  }

  /** Bilinear, averaging over the covered area where the picture shrinks. */
  FloatImage smooth(int newHeight, int newWidth) {
    FloatImage wide = newWidth == width ? this : transposed().smoothRows(newWidth).transposed();
    return newHeight == height ? wide : wide.smoothRows(newHeight);
  }

  private FloatImage smoothRows(int newHeight) {
    double scale = (double) height / newHeight;
    double reach = Math.max(scale, 1);
    float[] out = new float[channels * newHeight * width];
    for (int y = 0; y < newHeight; y++) {
      double centre = (y + 0.5) * scale - 0.5;
      int first = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(height - 1, (int) Math.floor(centre + reach));
      double sum = 0;
      double[] weights = new double[last - first + 1];
      for (int row = first; row <= last; row++) {
        weights[row - first] = Math.max(0, 1 - Math.abs(row - centre) / reach);
        sum += weights[row - first];
      }
      for (int c = 0; c < channels; c++) {
        for (int x = 0; x < width; x++) {
          double value = 0;
          for (int row = first; row <= last; row++) {
            value += weights[row - first] * at(c, row, x);
          }
          out[(c * newHeight + y) * width + x] = (float) (value / sum);
        }
      }
    }
    return new FloatImage(channels, newHeight, width, out);
  }

  private FloatImage transposed() {
    float[] out = new float[chw.length];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          out[(c * width + x) * height + y] = at(c, y, x);
        }
      }
    }
    return new FloatImage(channels, width, height, out);
  }
}
