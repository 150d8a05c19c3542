package io.tbar.base;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import java.util.Locale;

/** What is wrong with a text that is no JSON, in our words; the parser's name its own settings. */
final class JsonFault {
  private JsonFault() {}

  static TbarException of(String origin, JacksonException fault) {
    JsonLocation place = fault.getLocation();
    return TbarException.badInput(
        "'%s' is not valid JSON: %s (line %d, column %d).",
        origin,
        told(String.valueOf(fault.getOriginalMessage())),
        place == null ? 0 : place.getLineNr(),
        place == null ? 0 : place.getColumnNr());
  }

  private static String told(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (text.contains("duplicate")) {
      int from = message.indexOf('\'');
      int end = message.lastIndexOf('\'');
      return from < 0 || end - from > 100 || end == from
          ? "a key stands twice"
          : "the key " + message.substring(from, end + 1) + " stands twice";
    }
    if (text.contains("end-of-input")) {
      return "it ends early";
    }
    if (text.contains("depth")) {
      return "it is nested too deep";
    }
    if (text.contains("exceeds the maximum") || text.contains("length")) {
      return "a name, a text or a number is too long";
    }
    if (text.contains("non-standard token") || text.contains("unrecognized token")) {
      return "a word that is no value";
    }
    if (text.contains("escape")) {
      return "a wrong escape or control character in a text";
    }
    if (text.contains("illegal unquoted") || text.contains("ctrl-char")) {
      return "a control character";
    }
    if (text.contains("double-quote")) {
      return "a key without quotes, or a comma at the end";
    }
    return "a character that does not belong there";
  }
}
