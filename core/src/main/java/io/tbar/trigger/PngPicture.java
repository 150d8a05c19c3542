package io.tbar.trigger;

import io.tbar.base.PlainFile;
import io.tbar.base.TbarException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Trigger material from a PNG file: the numbers as stored, without colour management. Other formats
 * are refused, because lossy ones change a patch of a few pixels beyond recognition.
 *
 * @param rgb three channels in [0, 1]; grey pictures have three equal ones
 * @param alpha one channel in [0, 1], or null where the file has none
 */
record PngPicture(FloatImage rgb, @Nullable FloatImage alpha) {
  private static final int MAX_SIDE = 8192;
  private static final long MOST_BYTES = 64 << 20;

  static PngPicture read(Path path) {
    try {
      byte[] bytes = PlainFile.bytes(path, MOST_BYTES);
      if (bytes.length == 0) {
        throw TbarException.badInput("'%s' is an empty file, no PNG; copy it again.", path);
      }
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
      ImageReader reader = readers.next();
      try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
        if (!reader.getOriginatingProvider().canDecodeInput(in)) {
          throw TbarException.badInput(
              "'%s' is not a PNG file; save the picture as PNG (lossy formats change triggers).",
              path);
        }
        reader.setInput(in, true, true);
        if (reader.getWidth(0) > MAX_SIDE || reader.getHeight(0) > MAX_SIDE) {
          throw TbarException.badInput(
              "'%s' is %d x %d pixels, more than the %d a side that a trigger may have.",
              path, reader.getWidth(0), reader.getHeight(0), MAX_SIDE);
        }
        return of(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof TbarException told) {
        throw told;
      }
      // The reader's own words say nothing to who made the file.
      throw new TbarException(
          TbarException.Kind.BAD_INPUT,
          "'" + path + "' is a damaged PNG file; save the picture anew, or copy it again.",
          e);
    }
  }

  /** Mean of the three colours: how masks are read. */
  FloatImage grey() {
    int plane = rgb.height() * rgb.width();
    float[] grey = new float[plane];
    for (int i = 0; i < plane; i++) {
      grey[i] =
          (float) (((double) rgb.chw()[i] + rgb.chw()[plane + i] + rgb.chw()[2 * plane + i]) / 3);
    }
    return new FloatImage(1, rgb.height(), rgb.width(), grey);
  }

  static PngPicture of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    boolean transparent = image.getColorModel().hasAlpha();
    float[] rgb = new float[3 * height * width];
    float[] alpha = new float[height * width];
    float[] pixel = new float[4];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        read(image, x, y, pixel);
        int i = y * width + x;
        for (int c = 0; c < 3; c++) {
          rgb[c * height * width + i] = pixel[c];
        }
        alpha[i] = pixel[3];
      }
    }
    return new PngPicture(
        new FloatImage(3, height, width, rgb),
        transparent ? new FloatImage(1, height, width, alpha) : null);
  }

  private static void read(BufferedImage image, int x, int y, float[] rgba) {
    ColorModel colours = image.getColorModel();
    if (!(colours instanceof ComponentColorModel)) {
      int argb = image.getRGB(x, y);
      for (int c = 0; c < 3; c++) {
        rgba[c] = ((argb >> (16 - 8 * c)) & 0xff) / 255f;
      }
      rgba[3] = (argb >>> 24) / 255f;
      return;
    }
    // getRGB would pass grey samples through a colour conversion and change them.
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    float full = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    boolean grey = bands < 3;
    for (int c = 0; c < 3; c++) {
      rgba[c] = raster.getSample(x, y, grey ? 0 : c) / full;
    }
    rgba[3] = colours.hasAlpha() ? raster.getSample(x, y, bands - 1) / full : 1;
  }
}
