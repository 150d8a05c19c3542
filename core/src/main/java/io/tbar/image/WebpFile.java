package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first picture of a WebP file on its canvas. Alpha is dropped without blending; of an animated
 * file what the first frame does not cover is black, as Pillow leaves it.
 */
final class WebpFile {
  private final byte[] file;
  private final long maxPixels;

  private WebpFile(byte[] file, long maxPixels) {
    this.file = file;
    this.maxPixels = maxPixels;
  }

  static RgbImage decode(byte[] file, long maxPixels) throws IOException, UnreadableImage {
    return new WebpFile(file, maxPixels).first();
  }

  private RgbImage first() throws IOException, UnreadableImage {
    int end = (int) Math.min(file.length, 8 + (number(4, 4) & 0xFFFFFFFFL));
    if (8 + (number(4, 4) & 0xFFFFFFFFL) > file.length) {
      throw new UnreadableImage(Reason.CORRUPT, "ends early");
    }
    int width = 0;
    int height = 0;
    for (int at = 12; at + 8 <= end; at = after(at)) {
      int body = at + 8;
      switch (name(at)) {
        case "VP8X" -> {
          width = number(body + 4, 3) + 1;
          height = number(body + 7, 3) + 1;
          TooLarge.check(width, height, maxPixels);
        }
        case "VP8 ", "VP8L" -> {
          return picture(at);
        }
        case "ANMF" -> {
          return onCanvas(body, after(at), width, height);
        }
        default -> {}
      }
    }
    throw new UnreadableImage(Reason.CORRUPT, "is a WebP file without a picture");
  }

  private RgbImage onCanvas(int frame, int end, int width, int height)
      throws IOException, UnreadableImage {
    int left = 2 * number(frame, 3);
    int top = 2 * number(frame + 3, 3);
    for (int at = frame + 16; at + 8 <= end; at = after(at)) {
      if (name(at).equals("VP8 ") || name(at).equals("VP8L")) {
        RgbImage picture = picture(at);
        if (left + picture.width() > width || top + picture.height() > height) {
          throw new UnreadableImage(Reason.CORRUPT, "is damaged (a frame outside the canvas)");
        }
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < picture.height(); y++) {
          System.arraycopy(
              picture.rgb(),
              3 * y * picture.width(),
              rgb,
              3 * ((top + y) * width + left),
              3 * picture.width());
        }
        return new RgbImage(width, height, rgb);
      }
    }
    throw new UnreadableImage(Reason.CORRUPT, "is a WebP file without a picture");
  }

  private RgbImage picture(int at) throws IOException, UnreadableImage {
    int body = at + 8;
    int size = number(at + 4, 4);
    if (size < 10 || size > file.length - body) {
      throw new UnreadableImage(Reason.CORRUPT, "ends early");
    }
    byte[] data = Arrays.copyOfRange(file, body, body + size);
    if (name(at).equals("VP8 ")) {
      int width = number(body + 6, 2) & 0x3FFF;
      int height = number(body + 8, 2) & 0x3FFF;
      TooLarge.check(width, height, maxPixels);
    } else {
      int bits = number(body + 1, 4);
      TooLarge.check((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1, maxPixels);
    }
    return WebpPicture.decode(name(at), data);
  }

  private int after(int at) {
    long size = number(at + 4, 4) & 0xFFFFFFFFL;
    return (int) Math.min(Integer.MAX_VALUE - 64, at + 8 + size + (size & 1));
  }

  private String name(int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }

  private int number(int at, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (file[at + i] & 255) << 8 * i;
    }
    return value;
  }
}
