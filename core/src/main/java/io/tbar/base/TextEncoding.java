package io.tbar.base;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a text is encoded, by its byte order mark; UTF-8 where there is none.
 *
 * @param mark length of the mark in bytes
 */
public record TextEncoding(Charset charset, int mark) {
  /** By the first bytes of a text. */
  static TextEncoding of(byte[] start) {
    int first = start.length > 1 ? (start[0] & 255) << 8 | start[1] & 255 : 0;
    if (first == 0xFFFE) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (first == 0xFEFF) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    boolean utf8 = first == 0xEFBB && start.length > 2 && (start[2] & 255) == 0xBF;
    return new TextEncoding(StandardCharsets.UTF_8, utf8 ? 3 : 0);
  }

  /** A stream of characters behind the mark; bytes that are no text are an error, not replaced. */
  public static BufferedReader reader(Path file) throws IOException {
    PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 3);
    try {
      byte[] start = in.readNBytes(3);
      TextEncoding encoding = of(start);
      in.unread(start, encoding.mark(), start.length - encoding.mark());
      return new BufferedReader(new InputStreamReader(in, encoding.charset().newDecoder()));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
