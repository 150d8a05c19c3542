package io.tbar.image;

import io.tbar.base.TbarException;
import io.tbar.image.UnreadableImage.Reason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * Bytes of a picture file to 8-bit RGB, as Pillow's {@code open(...).convert("RGB")} gives it:
 * samples as stored (no colour management), alpha dropped, EXIF rotation not applied. Two things
 * differ: 16-bit grey keeps its high byte (Pillow clips it to white), and formats are those of the
 * JDK (JPEG of every kind, PNG, GIF's first frame, BMP).
 */
public final class ImageDecoder {
  /** Pictures whose header announces more are not decoded. */
  public static final long DEFAULT_MAX_PIXELS = 25_000_000;

  static {
    // The disk cache of ImageIO would write every picture to the temporary folder first.
    ImageIO.setUseCache(false);
  }

  private ImageDecoder() {}

  /**
   * Decodes one file that must be readable.
   *
   * @param name how to call the picture in messages
   * @param maxPixels width times height allowed
   * @throws TbarException BAD_INPUT where the picture is damaged, too large or of another format
   */
  public static RgbImage decode(byte[] bytes, String name, long maxPixels) {
    try {
      return tryDecode(bytes, maxPixels);
    } catch (UnreadableImage e) {
      throw new TbarException(
          TbarException.Kind.BAD_INPUT, "The image " + name + " " + e.getMessage() + ".", e);
    }
  }

  /**
   * Decodes one picture of many.
   *
   * @throws UnreadableImage with a message that continues "the image X ..."
   */
  public static RgbImage tryDecode(byte[] bytes, long maxPixels) throws UnreadableImage {
    if (bytes.length == 0) {
      throw new UnreadableImage(Reason.CORRUPT, "is an empty file");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = readerFor(in, bytes);
      try {
        return decode(reader, in, bytes, maxPixels);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer damaged files with unchecked exceptions of many kinds.
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (" + why + ")");
    }
  }

  private static ImageReader readerFor(ImageInputStream in, byte[] bytes) throws UnreadableImage {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new UnreadableImage(
          Reason.CORRUPT,
          isWebp(bytes)
              ? "is a WebP file, which is not read: convert it to PNG or JPEG"
              : "is no JPEG, PNG, GIF or BMP file");
    }
    return readers.next();
  }

  private static RgbImage decode(
      ImageReader reader, ImageInputStream in, byte[] bytes, long maxPixels)
      throws IOException, UnreadableImage {
    reader.setInput(in, true, true);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > maxPixels) {
      throw new UnreadableImage(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "is %d x %d pixels, more than the %d allowed",
              width,
              height,
              maxPixels));
    }
    boolean jpeg = reader.getFormatName().toLowerCase(Locale.ROOT).startsWith("jp");
    if (jpeg) {
      Truncation truncation = new Truncation();
      reader.addIIOReadWarningListener(truncation);
      RgbImage image = JpegSamples.toRgb(reader.readRaster(0, null), JpegColour.of(bytes));
      truncation.check();
      return image;
    }
    BufferedImage image = reader.read(0);
    return Samples.toRgb(image);
  }

  private static boolean isWebp(byte[] b) {
    return b.length > 12 && b[0] == 'R' && b[1] == 'I' && b[8] == 'W' && b[9] == 'E';
  }

  /**
   * libjpeg fills a file that ends early with grey and only warns; Pillow refuses, and so do we.
   */
  private static final class Truncation implements IIOReadWarningListener {
    private boolean seen;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String text = warning.toLowerCase(Locale.ROOT);
      seen |= text.contains("premature end") || text.contains("truncated") || text.contains("eoi");
    }

    void check() throws UnreadableImage {
      if (seen) {
        throw new UnreadableImage(Reason.CORRUPT, "ends early");
      }
    }
  }
}
