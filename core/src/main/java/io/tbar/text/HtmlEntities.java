package io.tbar.text;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Character references of HTML 5 to characters: numbers, and the standard's table of 2,231 names,
 * of which the old ones need no semicolon.
 */
final class HtmlEntities {
  private static final Pattern LENIENT =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
  private static final Pattern STRICT = Pattern.compile("&#?[0-9A-Za-z]{1,24};");
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** No code point has more digits. */
  private static final int MAX_DIGITS = 8;

  private HtmlEntities() {}

  /** As browsers read it: names without a semicolon and beginnings of words count too. */
  static String unescape(String text) {
    return text.indexOf('&') < 0 ? text : LENIENT.matcher(text).replaceAll(HtmlEntities::lenient);
  }

  /** Only references that end in a semicolon. */
  static String unescapeStrict(String text) {
    return text.indexOf('&') < 0 ? text : STRICT.matcher(text).replaceAll(HtmlEntities::strict);
  }

  private static String lenient(MatchResult match) {
    String reference = match.group(1);
    if (reference.startsWith("#")) {
      return Matcher.quoteReplacement(number(reference));
    }
    for (int length = reference.length(); length > 1; length--) {
      String text = Names.TABLE.get(reference.substring(0, length));
      if (text != null) {
        return Matcher.quoteReplacement(text + reference.substring(length));
      }
    }
    return Matcher.quoteReplacement(match.group());
  }

  private static String strict(MatchResult match) {
    String reference = match.group().substring(1);
    if (reference.startsWith("#")) {
      boolean hex = reference.startsWith("#x") || reference.startsWith("#X");
      String digits = reference.substring(hex ? 2 : 1, reference.length() - 1);
      boolean valid = digits.matches(hex ? "[0-9a-fA-F]+" : "[0-9]+");
      return Matcher.quoteReplacement(valid ? number(reference) : match.group());
    }
    @Nullable String text = Names.TABLE.get(reference);
    return Matcher.quoteReplacement(text == null ? match.group() : text);
  }

  private static String number(String reference) {
    boolean hex = reference.charAt(1) == 'x' || reference.charAt(1) == 'X';
    int end = reference.endsWith(";") ? reference.length() - 1 : reference.length();
    String digits = reference.substring(hex ? 2 : 1, end).replaceFirst("^0+(?=.)", "");
    if (digits.length() > MAX_DIGITS) {
      return "\uFFFD";
    }
    long code = Long.parseLong(digits, hex ? 16 : 10);
    if (code >= 0x80 && code < 0xA0) {
      String windows = new String(new byte[] {(byte) code}, WINDOWS);
      return windows.equals("\uFFFD") ? Character.toString((int) code) : windows;
    }
    if (code == 0 || code > Character.MAX_CODE_POINT || (code >= 0xD800 && code < 0xE000)) {
      return "\uFFFD";
    }
    return isForbidden((int) code) ? "" : Character.toString((int) code);
  }

  /** Control characters and the code points that are no characters. */
  private static boolean isForbidden(int code) {
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\f' && code != '\r')
        || code == 0x7F
        || (code >= 0xFDD0 && code <= 0xFDEF)
        || (code & 0xFFFE) == 0xFFFE;
  }

  private static final class Names {
    private static final Map<String, String> TABLE = read();

    private static Map<String, String> read() {
      Map<String, String> table = new HashMap<>();
      for (String line : ClipVocabulary.lines("html-entities.txt.gz")) {
        String[] fields = line.split(" ", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < fields.length; i++) {
          text.appendCodePoint(Integer.parseInt(fields[i], 16));
        }
        table.put(fields[0], text.toString());
      }
      return table;
    }
  }
}
