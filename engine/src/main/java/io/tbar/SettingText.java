package io.tbar;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A setting that is given as text. */
final class SettingText {
  private SettingText() {}

  /** Null where the text is no value of the type. */
  static @Nullable Object read(String text, Class<?> type) {
    try {
      if (type == String.class) {
        return text;
      } else if (type == Path.class) {
        return Path.of(text);
      } else if (type == int.class || type == Integer.class) {
        return Integer.valueOf(text);
      } else if (type == long.class || type == Long.class) {
        return Long.valueOf(text);
      } else if (type == double.class || type == Double.class) {
        return Double.valueOf(text);
      } else if (type == boolean.class) {
        return text.equals("true") ? (Object) true : text.equals("false") ? (Object) false : null;
      } else if (type == Duration.class) {
        return Duration.parse(text);
      } else if (type == Span.class) {
        return Span.parse(text);
      } else if (type.isEnum()) {
        return constant(text, type);
      }
    } catch (NumberFormatException | InvalidPathException | DateTimeParseException e) {
      return null;
    }
    return null;
  }

  private static @Nullable Object constant(String text, Class<?> type) {
    String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  /** In words. */
  static String kind(Class<?> type) {
    if (type == Path.class) {
      return "a path";
    } else if (type == int.class
        || type == Integer.class
        || type == long.class
        || type == Long.class) {
      return "a whole number";
    } else if (type == double.class || type == Double.class) {
      return "a number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == Duration.class) {
      return "a duration such as PT10M";
    } else if (type == Span.class) {
      return "two numbers such as -3,3";
    } else if (type.isEnum()) {
      StringBuilder all = new StringBuilder("one of");
      for (Object constant : type.getEnumConstants()) {
        all.append(' ').append(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
      }
      return all.toString();
    }
    return "a value of another kind";
  }
}
