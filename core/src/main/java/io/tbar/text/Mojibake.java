package io.tbar.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Text that may have been UTF-8 and was read with another encoding. Errs on the side of saying so:
 * it decides about a warning, not about a repair.
 */
final class Mojibake {
  /** Encodings of which ftfy repairs parts of a text. */
  private static final List<Charset> PARTS =
      List.of(Charset.forName("windows-1252"), Charset.forName("windows-1257"));

  /** Encodings that ftfy tries on a whole text; not every JDK has all of them. */
  private static final List<Charset> WHOLES =
      List.of(
              "windows-1250",
              "windows-1251",
              "windows-1253",
              "windows-1254",
              "ISO-8859-2",
              "x-MacRoman",
              "IBM437")
          .stream()
          .filter(Charset::isSupported)
          .map(Charset::forName)
          .toList();

  private Mojibake() {}

  static boolean isLikely(String text) {
    return text.chars().anyMatch(c -> c >= 128)
        && (PARTS.stream().anyMatch(part -> hasSequence(text, part))
            || WHOLES.stream().anyMatch(whole -> isWhole(text, whole)));
  }

  /** Whether some characters are one UTF-8 character when written in a code page. */
  private static boolean hasSequence(String text, Charset page) {
    for (int i = 0; i < text.length(); i++) {
      int more = continuations(byteOf(text.charAt(i), page));
      boolean complete = more > 0 && i + more < text.length();
      for (int j = 1; complete && j <= more; j++) {
        int b = byteOf(text.charAt(i + j), page);
        // A blank is what became of the non-breaking one.
        complete = (b >= 0x80 && b < 0xC0) || (b == ' ' && j == more);
      }
      if (complete) {
        return true;
      }
    }
    return false;
  }

  private static int continuations(int lead) {
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  }

  /** The byte of a character, or -1 where the code page has none. */
  private static int byteOf(char c, Charset page) {
    if (c < 0xA0) {
      return c;
    }
    byte[] bytes = String.valueOf(c).getBytes(page);
    return bytes[0] == '?' ? -1 : bytes[0] & 255;
  }

  private static boolean isWhole(String text, Charset charset) {
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
