package io.tbar.image;

import io.tbar.base.TbarException;
import io.tbar.image.UnreadableImage.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * Bytes of a picture file to 8-bit RGB, as Pillow's {@code open(...).convert("RGB")} gives it:
 * samples as stored (no colour management), alpha dropped, EXIF rotation not applied. One thing
 * differs: 16-bit grey keeps its high byte (Pillow clips it to white). The format is told by the
 * content, never by the name, and is one of JPEG, PNG, BMP, and the first frame of GIF and WebP;
 * any other is named and not read.
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
    PictureFormat format = PictureFormat.of(bytes);
    if (format == null) {
      throw new UnreadableImage(Reason.CORRUPT, PictureFormat.other(bytes));
    }
    try {
      return switch (format) {
        case JPEG -> jpeg(bytes, maxPixels);
        case PNG -> other("png", bytes, maxPixels);
        case BMP -> other("bmp", bytes, maxPixels);
        case GIF -> GifFrame.decode(bytes, maxPixels);
        case WEBP -> WebpFile.decode(bytes, maxPixels);
      };
    } catch (IOException | RuntimeException e) {
      // Readers answer damaged files with unchecked exceptions of many kinds.
      throw new UnreadableImage(Reason.CORRUPT, "is damaged" + reason(e));
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    boolean plain =
        e instanceof IOException && message != null && message.matches("[\\p{L}\\p{N} .,'-]{1,80}");
    return plain ? " (" + message + ")" : "";
  }

  private static RgbImage jpeg(byte[] bytes, long maxPixels) throws IOException, UnreadableImage {
    JpegMarkers markers = JpegMarkers.of(bytes);
    byte[] whole = bytes;
    if (markers.endless()) {
      // What follows the picture is a maker's own; without an end mark it looks like a cut.
      whole = Arrays.copyOf(bytes, bytes.length + 2);
      whole[bytes.length] = (byte) 0xFF;
      whole[bytes.length + 1] = (byte) 0xD9;
    }
    JpegColour colour = JpegColour.of(bytes);
    if (!markers.usual(bytes)) {
      byte[] samples = JpegScans.samples(bytes, markers, maxPixels);
      return JpegSamples.toRgb(
          samples, markers.width(bytes), markers.height(bytes), markers.components(bytes), colour);
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(whole))) {
      ImageReader reader = reader("jpeg");
      try {
        reader.setInput(in, true, true);
        TooLarge.check(reader.getWidth(0), reader.getHeight(0), maxPixels);
        Truncation truncation = new Truncation();
        reader.addIIOReadWarningListener(truncation);
        RgbImage image = JpegSamples.toRgb(reader.readRaster(0, null), colour);
        truncation.check();
        return image;
      } finally {
        reader.dispose();
      }
    }
  }

  private static RgbImage other(String format, byte[] bytes, long maxPixels)
      throws IOException, UnreadableImage {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader(format);
      try {
        reader.setInput(in, true, true);
        TooLarge.check(reader.getWidth(0), reader.getHeight(0), maxPixels);
        return Samples.toRgb(reader.read(0));
      } finally {
        reader.dispose();
      }
    }
  }

  /** The same reader on every machine, whatever further ones the class path has. */
  private static ImageReader reader(String format) throws IOException {
    String maker = format.equals("jpeg") ? "com.twelvemonkeys." : "com.sun.imageio.";
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith(maker)) {
        return reader;
      }
    }
    throw new IOException("no reader for " + format + " in this Java");
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
