package io.tbar.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** Samples of a decoded picture as they were stored, without colour management. */
final class Samples {
  private Samples() {}

  static RgbImage toRgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    ColorModel model = image.getColorModel();
    byte[] rgb = new byte[width * height * 3];
    if (model instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, rgb);
    } else if (model instanceof ComponentColorModel) {
      fromBands(image.getRaster(), rgb);
    } else if (model instanceof DirectColorModel direct && direct.getPixelSize() <= 16) {
      widened(image.getRaster(), direct, rgb);
    } else {
      packed(image.getRGB(0, 0, width, height, null, 0, width), rgb);
    }
    return new RgbImage(width, height, rgb);
  }

  /** All bands of a raster, interleaved, 8 bits each; of 16-bit samples the high byte. */
  static byte[] interleaved(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    byte[] to = new byte[Math.multiplyExact(width * height, bands)];
    if (raster.getSampleModel() instanceof PixelInterleavedSampleModel layout
        && raster.getDataBuffer() instanceof DataBufferByte buffer
        && buffer.getNumBanks() == 1
        && raster.getParent() == null) {
      byte[] from = buffer.getData();
      int[] offsets = layout.getBandOffsets();
      int step = layout.getPixelStride();
      int at = 0;
      for (int y = 0; y < height; y++) {
        int row = buffer.getOffset() + y * layout.getScanlineStride();
        for (int x = 0; x < width; x++, row += step) {
          for (int b = 0; b < bands; b++) {
            to[at++] = from[row + offsets[b]];
          }
        }
      }
      return to;
    }
    int shift = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    int[] line = new int[width * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, line);
      for (int sample : line) {
        to[at++] = (byte) (sample >> shift);
      }
    }
    return to;
  }

  private static void fromBands(Raster raster, byte[] rgb) {
    byte[] from = interleaved(raster);
    int bands = raster.getNumBands();
    // One or two bands are grey and grey with alpha; of three or four the first three are colours.
    int next = bands < 3 ? 0 : 1;
    for (int f = 0, t = 0; t < rgb.length; f += bands, t += 3) {
      rgb[t] = from[f];
      rgb[t + 1] = from[f + next];
      rgb[t + 2] = from[f + 2 * next];
    }
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    int width = raster.getWidth();
    int[] line = new int[width];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, line);
      for (int index : line) {
        int colour = index < colours.length ? colours[index] : 0;
        rgb[at++] = (byte) (colour >> 16);
        rgb[at++] = (byte) (colour >> 8);
        rgb[at++] = (byte) colour;
      }
    }
  }

  /** Samples of five or six bits, of which Pillow cuts what 255 parts leave over. */
  private static void widened(Raster raster, DirectColorModel model, byte[] rgb) {
    int[] sizes = model.getComponentSize();
    int bands = raster.getNumBands();
    int[] line = new int[raster.getWidth() * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, line);
      for (int x = 0; x < raster.getWidth(); x++) {
        for (int c = 0; c < 3; c++) {
          rgb[at++] = (byte) (line[x * bands + c] * 255 / ((1 << sizes[c]) - 1));
        }
      }
    }
  }

  private static void packed(int[] argb, byte[] rgb) {
    int at = 0;
    for (int colour : argb) {
      rgb[at++] = (byte) (colour >> 16);
      rgb[at++] = (byte) (colour >> 8);
      rgb[at++] = (byte) colour;
    }
  }
}
