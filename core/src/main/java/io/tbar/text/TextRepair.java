package io.tbar.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * OpenCLIP's cleaning of a caption. It begins with the Python library ftfy; its repairs of single
 * characters are done here, its guessing at wrongly decoded text is not.
 */
final class TextRepair {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;]*[a-zA-Z]");
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** A text that still changes after so many passes is left as it is. */
  private static final int MAX_PASSES = 10;

  private TextRepair() {}

  /** Repaired, unescaped twice, blanks collapsed, lower case. */
  static String clean(String text) {
    String clean = repair(text);
    clean = HtmlEntities.unescape(HtmlEntities.unescape(clean));
    return BLANKS.matcher(clean).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  private static String repair(String text) {
    // Text with a tag in it is taken as HTML that is meant to stay escaped.
    boolean plain = text.indexOf('<') < 0;
    String now = text;
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      String before = now;
      if (plain) {
        now = HtmlEntities.unescapeStrict(now);
      }
      now = characters(now);
      now = ESCAPES.matcher(now).replaceAll("");
      now = Normalizer.normalize(controls(now), Normalizer.Form.NFC);
      if (now.equals(before)) {
        break;
      }
    }
    return now;
  }

  private static String characters(String text) {
    StringBuilder to = new StringBuilder(text.length());
    text.codePoints().forEach(c -> to.append(c < 128 ? Character.toString(c) : character(c)));
    return to.toString();
  }

  private static String character(int c) {
    if (c < 0xA0) {
      // What looks like an old control character came from Windows' code page.
      String windows = new String(new byte[] {(byte) c}, WINDOWS);
      return windows.equals("\uFFFD") ? Character.toString(c) : windows;
    }
    if (c == 0x3000) {
      return " ";
    }
    if ((c >= 0xFF01 && c <= 0xFFEE) || c == 0x0132 || c == 0x0133 || isLatinDigraph(c)) {
      return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    }
    return switch (c) {
      case 0x0149 -> "'n"; // its apostrophe is straightened as well
      case 0xFB05 -> "ſt"; // NFKC would also turn the long s into a round one
      case 0x02BC, 0x2018, 0x2019, 0x201A, 0x201B -> "'";
      case 0x201C, 0x201D, 0x201E, 0x201F -> "\"";
      case 0x2028, 0x2029 -> "\n";
      default ->
          Character.isBmpCodePoint(c) && Character.isSurrogate((char) c)
              ? "\uFFFD"
              : Character.toString(c);
    };
  }

  private static boolean isLatinDigraph(int c) {
    return (c >= 0x01C4 && c <= 0x01CC)
        || (c >= 0x01F1 && c <= 0x01F3)
        || (c >= 0xFB00 && c <= 0xFB06 && c != 0xFB05);
  }

  private static String controls(String text) {
    StringBuilder to = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isControl(c)).forEach(to::appendCodePoint);
    return to.toString();
  }

  private static boolean isControl(int c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r')
        || c == 0x7F
        || (c >= 0x206A && c <= 0x206F)
        || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFC);
  }

  /** For text that ftfy may take as wrongly decoded UTF-8 and would turn into something else. */
  static Optional<String> warning(String text) {
    if (text.chars().allMatch(c -> c < 128) || !looksMisdecoded(text)) {
      return Optional.empty();
    }
    return Optional.of(
        "The text \""
            + text
            + "\" looks like UTF-8 that was read with another encoding; OpenCLIP may repair it, here"
            + " it is taken as it stands.");
  }

  /** Whether some run of non-ASCII characters is valid UTF-8 when written in Windows' code page. */
  private static boolean looksMisdecoded(String text) {
    int from = 0;
    while (from < text.length()) {
      int to = from;
      while (to < text.length() && text.charAt(to) >= 128) {
        to++;
      }
      if (to - from >= 2 && isUtf8InWindows(text.substring(from, to))) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static boolean isUtf8InWindows(String run) {
    try {
      ByteBuffer bytes = WINDOWS.newEncoder().encode(CharBuffer.wrap(run));
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
