package io.tbar.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The one reader of the text files that users give: UTF-8, with or without a byte order mark, or
 * UTF-16 with one; lines end with LF, CR LF or CR. Size, lines and their length are bounded.
 */
public final class TextFile {
  /** Longer lines are data, not text for people. */
  private static final int LONGEST_LINE = 10_000;

  private TextFile() {}

  /**
   * The lines of a file, without their ends.
   *
   * @param what the file is, as the subject of a sentence: "the class file"
   * @param most lines that make sense
   * @throws TbarException BAD_INPUT where it is missing, no text, or larger than makes sense
   */
  public static List<String> lines(Path file, String what, int most) {
    long bytes = Math.min(1L << 26, Math.max(1L << 20, 256L * most));
    String text = read(file, what, bytes);
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = lineEnd(text, from);
      if (lines.size() == most) {
        throw TbarException.badInput(
            "%s %s has more than %,d lines; check that it is the right file.",
            capital(what), file, most);
      }
      if (end - from > LONGEST_LINE) {
        throw TbarException.badInput(
            "Line %d of %s %s is %,d characters long, more than the %,d that make sense.",
            lines.size() + 1, what, file, end - from, LONGEST_LINE);
      }
      lines.add(text.substring(from, end));
      boolean both =
          end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
      from = end + (both ? 2 : 1);
    }
    return lines;
  }

  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /**
   * The whole text of a file.
   *
   * @param what the file is, as the subject of a sentence
   * @param most bytes that make sense
   * @throws TbarException BAD_INPUT where it is missing, no text, or larger
   */
  public static String read(Path file, String what, long most) {
    return decode(bytes(file, what, most), what + " " + file);
  }

  /**
   * The bytes of a file that is not larger than makes sense; no more than that is ever read.
   *
   * @throws TbarException BAD_INPUT where it is missing or larger
   */
  public static byte[] bytes(Path file, String what, long most) {
    PlainFile.require(file);
    try {
      long size = Files.size(file);
      if (size > most) {
        throw tooLarge(file, what, most);
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(Math.toIntExact(most) + 1);
        if (bytes.length > most) {
          throw tooLarge(file, what, most);
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw TbarException.badInput(
          "Cannot read '%s': no such file; %s does not exist. Check the path.", file, what);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  private static TbarException tooLarge(Path file, String what, long most) {
    return TbarException.badInput(
        "%s %s is larger than the %,d bytes that make sense for it; check that it is the right"
            + " file.",
        capital(what), file, most);
  }

  /**
   * Bytes as text.
   *
   * @param origin of the bytes, as the subject of a sentence
   * @throws TbarException BAD_INPUT where they are no text, with the line
   */
  public static String decode(byte[] bytes, String origin) {
    TextEncoding encoding = TextEncoding.of(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes, encoding.mark(), bytes.length - encoding.mark());
    Charset charset = encoding.charset();
    CharsetDecoder decoder = charset.newDecoder();
    try {
      String text = decoder.decode(in).toString();
      int zero = text.indexOf('\0');
      if (zero >= 0) {
        throw TbarException.badInput(
            "%s is no text file: line %d holds a zero byte. Save it as UTF-8.",
            capital(origin), line(text, zero));
      }
      return text;
    } catch (CharacterCodingException e) {
      // A fresh decoder stops at the fault and leaves the position there.
      CharBuffer good = CharBuffer.allocate(bytes.length + 1);
      in.position(encoding.mark());
      charset.newDecoder().decode(in, good, true);
      throw TbarException.badInput(
          "%s is not %s text: line %d holds other bytes. Save it as UTF-8.",
          capital(origin), charset.name(), line(good.flip(), good.limit()));
    }
  }

  /** Text that came with a field, without a byte order mark in front. */
  public static String unmarked(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static int line(CharSequence text, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
