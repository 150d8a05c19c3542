package io.tbar.result;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may stand in a record: plain JSON values, finite numbers, names without paths. */
final class Settings {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private Settings() {}

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value);
    }
    return value;
  }

  static void digest(String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower case: \"" + sha256 + "\"");
    }
  }

  /** The last part of a path of any system. */
  static String fileName(String path) {
    String trimmed = path.replaceAll("[/\\\\]+$", "");
    return trimmed.substring(
        Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1, trimmed.length());
  }

  /** An unmodifiable copy in the same order, holding only what JSON knows. */
  static Map<String, Object> copy(Map<String, ?> settings) {
    Map<String, Object> copy = new LinkedHashMap<>();
    settings.forEach((key, value) -> copy.put(key, plain(key, value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object plain(String key, @Nullable Object value) {
    if (value == null) {
      return "none";
    } else if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value;
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Float single) {
      // Through its text: 0.1f is 0.1 to a reader, not 0.10000000149011612.
      return finite(key, Double.parseDouble(single.toString()));
    } else if (value instanceof Double number) {
      return finite(key, number);
    } else if (value instanceof Path path) {
      return fileName(path.toString());
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    } else if (value instanceof List<?> list) {
      return list.stream().map(element -> plain(key, element)).collect(Collectors.toList());
    }
    throw new IllegalArgumentException(key + " is a " + value.getClass().getSimpleName());
  }
}
