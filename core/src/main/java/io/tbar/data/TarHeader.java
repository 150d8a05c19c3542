package io.tbar.data;

import java.nio.charset.StandardCharsets;

/**
 * One header block of a tar: ustar, GNU or older.
 *
 * @param type '0' or 0 for a file, 'L' and 'x' for a long name that belongs to the next header
 * @param size bytes of content that follow the block
 * @param link of a link, the name it leads to
 */
record TarHeader(String name, char type, long size, String link) {
  static final int BLOCK = 512;

  private static final int NAME = 0;
  private static final int SIZE = 124;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  /** A block that breaks a rule. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String rule;

    Malformed(String rule) {
      super(rule);
      this.rule = rule;
    }

    String rule() {
      return rule;
    }
  }

  static boolean isEnd(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  static TarHeader parse(byte[] block) throws Malformed {
    long stated = number(block, CHECKSUM, 8, "checksum");
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
      unsigned += b & 255;
      signed += b;
    }
    // Some old writers summed signed bytes.
    if (stated != unsigned && stated != signed) {
      throw new Malformed("its checksum is " + unsigned + ", not " + stated);
    }
    String name = text(block, NAME, 100);
    // Only POSIX's magic, with a zero behind it, has a prefix; GNU keeps times there.
    boolean posix = text(block, MAGIC, 6).equals("ustar") && block[MAGIC + 5] == 0;
    String prefix = posix ? text(block, PREFIX, 155) : "";
    char type = (char) (block[TYPE] & 255);
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        type,
        number(block, SIZE, 12, "size"),
        text(block, LINK, 100));
  }

  boolean isFile() {
    return (type == '0' || type == 0 || type == '7') && !name.endsWith("/");
  }

  /** Whether it is another name of a file: '1' from the archive's top, '2' from its folder. */
  boolean isLink() {
    return type == '1' || type == '2';
  }

  /** Octal text, or GNU's big-endian binary where the first bit is set. */
  private static long number(byte[] block, int at, int length, String what) throws Malformed {
    if ((block[at] & 0x80) != 0) {
      return binary(block, at, length, what);
    }
    long value = 0;
    boolean digits = false;
    for (int i = at; i < at + length; i++) {
      int c = block[i];
      if (c >= '0' && c <= '7') {
        value = value * 8 + (c - '0');
        digits = true;
      } else if (c == 0 || c == ' ') {
        if (digits) {
          break;
        }
      } else {
        throw new Malformed("its " + what + " is no octal number");
      }
    }
    return value;
  }

  private static long binary(byte[] block, int at, int length, String what) throws Malformed {
    if (block[at] != (byte) 0x80) {
      throw new Malformed("its " + what + " is negative or out of range");
    }
    long value = 0;
    for (int i = at + 1; i < at + length; i++) {
      if (value >>> 55 != 0) {
        throw new Malformed("its " + what + " is out of range");
      }
      value = value << 8 | (block[i] & 255);
    }
    return value;
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }
}
