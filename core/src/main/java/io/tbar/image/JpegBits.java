package io.tbar.image;

import io.tbar.image.UnreadableImage.Reason;
import java.util.Arrays;

/** Bits and Huffman codes of a JPEG scan, up to its next marker. */
final class JpegBits {
  private final byte[] file;
  private int at;
  private int held;
  private int count;

  JpegBits(byte[] file, int at) {
    this.file = file;
    this.at = at;
  }

  int bit() throws UnreadableImage {
    if (count == 0) {
      int value = at < file.length ? file[at++] & 255 : -1;
      if (value == 0xFF) {
        int next = at < file.length ? file[at++] & 255 : -1;
        if (next != 0) {
          throw early();
        }
      } else if (value < 0) {
        throw early();
      }
      held = value;
      count = 8;
    }
    return held >> --count & 1;
  }

  int bits(int number) throws UnreadableImage {
    int value = 0;
    for (int i = 0; i < number; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** A value of so many bits, of which the small half is negative. */
  int signed(int number) throws UnreadableImage {
    int value = bits(number);
    return number > 0 && value < 1 << number - 1 ? value - (1 << number) + 1 : value;
  }

  /** Goes behind the restart marker that must come now. */
  void restart() throws UnreadableImage {
    count = 0;
    while (at + 1 < file.length) {
      if ((file[at] & 255) == 0xFF && (file[at + 1] & 0xF8) == 0xD0) {
        at += 2;
        return;
      }
      at++;
    }
    throw early();
  }

  private static UnreadableImage early() {
    return new UnreadableImage(Reason.CORRUPT, "ends early");
  }

  /** Codes of one table, by their lengths. */
  static final class Codes {
    private final int[] first = new int[17];
    private final int[] begin = new int[17];
    private final int[] end = new int[17];
    private final byte[] values;

    Codes(byte[] file, int at) {
      int code = 0;
      int total = 0;
      for (int length = 1; length <= 16; length++) {
        int number = file[at + length - 1] & 255;
        first[length] = code;
        begin[length] = total;
        total += number;
        end[length] = total;
        code = code + number << 1;
      }
      values = Arrays.copyOfRange(file, at + 16, at + 16 + total);
    }

    int length() {
      return 16 + values.length;
    }

    int next(JpegBits bits) throws UnreadableImage {
      int code = 0;
      for (int length = 1; length <= 16; length++) {
        code = code << 1 | bits.bit();
        int index = begin[length] + code - first[length];
        if (code >= first[length] && index < end[length]) {
          return values[index] & 255;
        }
      }
      throw new UnreadableImage(Reason.CORRUPT, "is damaged (a code that was never told)");
    }
  }
}
