package io.tbar.text;

/**
 * The characters that stand for the 256 bytes in CLIP's vocabulary files, in the order of their
 * ids: first the printable bytes as themselves, then the rest as U+0100 onwards.
 */
final class ByteSymbols {
  static final int COUNT = 256;
  static final String END_OF_WORD = "</w>";

  /** Byte value per id. */
  private static final int[] BYTES = new int[COUNT];

  /** Symbol per id. */
  private static final char[] SYMBOLS = new char[COUNT];

  static {
    int id = 0;
    for (int b = 0; b < COUNT; b++) {
      if (printable(b)) {
        SYMBOLS[id] = (char) b;
        BYTES[id++] = b;
      }
    }
    int printables = id;
    for (int b = 0; b < COUNT; b++) {
      if (!printable(b)) {
        SYMBOLS[id] = (char) (COUNT + id - printables);
        BYTES[id++] = b;
      }
    }
  }

  private ByteSymbols() {}

  private static boolean printable(int b) {
    return (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  }

  static String symbol(int id) {
    return String.valueOf(SYMBOLS[id]);
  }

  static int byteOf(int id) {
    return BYTES[id];
  }
}
