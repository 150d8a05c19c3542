package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;

/**
 * The first frame of a GIF on its canvas, as Pillow lays it: the canvas grows where the frame
 * reaches over it, and what the frame does not cover has the transparent colour, or the first.
 */
final class GifFrame {
  private static final int MOST_CODES = 4096;

  /** Of an interlaced picture, where each pass begins and how far its lines are apart. */
  private static final int[] START = {0, 4, 2, 1};

  private static final int[] STEP = {8, 8, 4, 2};

  private final byte[] file;
  private final long maxPixels;
  private int at = 13;
  private int transparent;

  private GifFrame(byte[] file, long maxPixels) {
    this.file = file;
    this.maxPixels = maxPixels;
  }

  static RgbImage decode(byte[] file, long maxPixels) throws UnreadableImage {
    try {
      return new GifFrame(file, maxPixels).first();
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new UnreadableImage(Reason.CORRUPT, "ends early");
    }
  }

  private RgbImage first() throws UnreadableImage {
    int[] colours = palette(file[10]);
    while (true) {
      int block = byteAt();
      if (block == ',') {
        return frame(colours);
      } else if (block == '!') {
        extension();
      } else if (block == ';') {
        throw new UnreadableImage(Reason.CORRUPT, "is a GIF file without a picture");
      }
    }
  }

  private void extension() {
    boolean control = byteAt() == 0xF9;
    for (int size = byteAt(); size > 0; size = byteAt()) {
      if (control && size >= 4) {
        transparent = (file[at] & 1) != 0 ? file[at + 3] & 255 : 0;
        control = false;
      }
      at += size;
    }
  }

  private RgbImage frame(int[] global) throws UnreadableImage {
    int x = word(at);
    int y = word(at + 2);
    int frameWidth = word(at + 4);
    int frameHeight = word(at + 6);
    int flags = file[at + 8];
    at += 9;
    int[] colours = (flags & 0x80) != 0 ? palette(flags) : global;
    int width = Math.max(word(6), x + frameWidth);
    int height = Math.max(word(8), y + frameHeight);
    TooLarge.check(width, height, maxPixels);
    byte[] frame = indices(frameWidth * frameHeight);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      put(rgb, i, colours[transparent]);
    }
    int row = 0;
    int pass = 0;
    boolean interlaced = (flags & 0x40) != 0;
    for (int line = 0; line < frameHeight; line++) {
      for (int column = 0; column < frameWidth; column++) {
        int colour = colours[frame[line * frameWidth + column] & 255];
        put(rgb, (y + row) * width + x + column, colour);
      }
      row += interlaced ? STEP[pass] : 1;
      while (interlaced && row >= frameHeight && pass < 3) {
        row = START[++pass];
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static void put(byte[] rgb, int pixel, int colour) {
    rgb[3 * pixel] = (byte) (colour >> 16);
    rgb[3 * pixel + 1] = (byte) (colour >> 8);
    rgb[3 * pixel + 2] = (byte) colour;
  }

  /** The colours that the flags announce; shades of grey where there are none. */
  private int[] palette(int flags) {
    int[] colours = new int[256];
    boolean grey = true;
    int size = (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
    for (int i = 0; i < size; i++, at += 3) {
      colours[i] = (file[at] & 255) << 16 | (file[at + 1] & 255) << 8 | file[at + 2] & 255;
      grey &= colours[i] == i * 0x010101;
    }
    // Pillow takes a ramp that is just the index for no palette at all.
    for (int i = 0; grey && i < 256; i++) {
      colours[i] = i * 0x010101;
    }
    return colours;
  }

  /** Unpacks the codes of the frame. */
  private byte[] indices(int count) throws UnreadableImage {
    int least = byteAt();
    if (least < 1 || least > 11) {
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (codes of " + least + " bits)");
    }
    int clear = 1 << least;
    int[] prefix = new int[MOST_CODES];
    byte[] last = new byte[MOST_CODES];
    byte[] stack = new byte[MOST_CODES + 1];
    byte[] out = new byte[count];
    int bits = least + 1;
    int next = clear + 2;
    int before = -1;
    byte first = 0;
    int filled = 0;
    int held = 0;
    int value = 0;
    int left = 0;
    while (filled < count) {
      while (held < bits) {
        if (left == 0) {
          left = byteAt();
          if (left == 0) {
            throw new UnreadableImage(Reason.CORRUPT, "ends early");
          }
        }
        value |= byteAt() << held;
        held += 8;
        left--;
      }
      int code = value & (1 << bits) - 1;
      value >>>= bits;
      held -= bits;
      if (code == clear) {
        bits = least + 1;
        next = clear + 2;
        before = -1;
        continue;
      }
      if (code == clear + 1) {
        throw new UnreadableImage(Reason.CORRUPT, "ends early");
      }
      if (code > next || code == next && before < 0 || before < 0 && code >= clear) {
        throw new UnreadableImage(Reason.CORRUPT, "is damaged (a code that was never told)");
      }
      int depth = 0;
      int walk = code;
      if (code == next) {
        stack[depth++] = first;
        walk = before;
      }
      while (walk >= clear) {
        stack[depth++] = last[walk];
        walk = prefix[walk];
      }
      first = (byte) walk;
      stack[depth++] = first;
      while (depth > 0 && filled < count) {
        out[filled++] = stack[--depth];
      }
      if (before >= 0 && next < MOST_CODES) {
        prefix[next] = before;
        last[next++] = first;
        if (next == 1 << bits && bits < 12) {
          bits++;
        }
      }
      before = code;
    }
    return out;
  }

  private int byteAt() {
    return file[at++] & 255;
  }

  private int word(int from) {
    return file[from] & 255 | (file[from + 1] & 255) << 8;
  }
}
