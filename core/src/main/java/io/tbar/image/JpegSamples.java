package io.tbar.image;

import java.awt.image.Raster;

/**
 * Raw JPEG samples to RGB with libjpeg's fixed-point formulas, leaving embedded colour profiles
 * aside as Pillow does.
 */
final class JpegSamples {
  private static final int[] RED_OF_CR = new int[256];
  private static final int[] BLUE_OF_CB = new int[256];
  private static final int[] GREEN_OF_CR = new int[256];
  private static final int[] GREEN_OF_CB = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int c = i - 128;
      RED_OF_CR[i] = (fix(1.40200) * c + (1 << 15)) >> 16;
      BLUE_OF_CB[i] = (fix(1.77200) * c + (1 << 15)) >> 16;
      GREEN_OF_CR[i] = -fix(0.71414) * c;
      GREEN_OF_CB[i] = -fix(0.34414) * c + (1 << 15);
    }
  }

  private JpegSamples() {}

  static RgbImage toRgb(Raster raster, JpegColour colour) {
    return toRgb(
        Samples.interleaved(raster),
        raster.getWidth(),
        raster.getHeight(),
        raster.getNumBands(),
        colour);
  }

  static RgbImage toRgb(byte[] from, int width, int height, int bands, JpegColour colour) {
    int pixels = width * height;
    byte[] rgb = new byte[pixels * 3];
    for (int i = 0, f = 0, t = 0; i < pixels; i++, f += bands, t += 3) {
      switch (colour) {
        case GREY -> {
          rgb[t] = from[f];
          rgb[t + 1] = from[f];
          rgb[t + 2] = from[f];
        }
        case RGB -> System.arraycopy(from, f, rgb, t, 3);
        case YCC -> ycc(from, f, rgb, t);
        case CMYK -> {
          System.arraycopy(from, f, rgb, t, 3);
          ink(rgb, t, from[f + 3] & 255);
        }
        case YCCK -> {
          ycc(from, f, rgb, t);
          for (int c = t; c < t + 3; c++) {
            rgb[c] = (byte) ~rgb[c];
          }
          ink(rgb, t, from[f + 3] & 255);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static void ycc(byte[] from, int f, byte[] rgb, int t) {
    int y = from[f] & 255;
    int cb = from[f + 1] & 255;
    int cr = from[f + 2] & 255;
    rgb[t] = clamp(y + RED_OF_CR[cr]);
    rgb[t + 1] = clamp(y + ((GREEN_OF_CB[cb] + GREEN_OF_CR[cr]) >> 16));
    rgb[t + 2] = clamp(y + BLUE_OF_CB[cb]);
  }

  /** Stored inks are inverted (255 = none): Pillow reads every four-component JPEG that way. */
  private static void ink(byte[] rgb, int t, int white) {
    for (int c = t; c < t + 3; c++) {
      int product = (255 - (rgb[c] & 255)) * white + 128;
      rgb[c] = clamp(white - (((product >> 8) + product) >> 8));
    }
  }

  private static byte clamp(int v) {
    return (byte) (v < 0 ? 0 : Math.min(v, 255));
  }

  private static int fix(double x) {
    return (int) (x * (1 << 16) + 0.5);
  }
}
