package io.tbar.base;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes plain values as JSON text. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String write(@Nullable Object value) {
    JsonText text = new JsonText();
    text.value(value, 0);
    return text.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof JsonObject object) {
      object(object.members(), depth);
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Iterable<?> items && !(value instanceof Path)) {
      array(items, depth);
    } else if (value instanceof Optional<?> optional) {
      value(optional.orElse(null), depth);
    } else if (value.getClass().isArray()) {
      array(listOf(value), depth);
    } else if (value instanceof Record plain) {
      object(membersOf(plain), depth);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(decimal((Number) value));
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Enum<?> constant) {
      string(constant.name());
    } else {
      string(value.toString());
    }
  }

  /** The shortest digits that read back as the same number, whatever the version of Java. */
  private static String decimal(Number value) {
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      return "null";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits));
      boolean same =
          value instanceof Float
              ? shortest.floatValue() == value.floatValue()
              : shortest.doubleValue() == number;
      if (same) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    String text =
        Math.abs(number) < 1e-6 || Math.abs(number) >= 1e15
            ? shortest.toString().replace("E", "e")
            : shortest.toPlainString();
    return text.contains(".") || text.contains("e") ? text : text + ".0";
  }

  private void object(Map<?, ?> map, int depth) {
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      line(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth + 1);
      separator = ",";
    }
    if (!map.isEmpty()) {
      line(depth);
    }
    out.append('}');
  }

  private void array(Iterable<?> items, int depth) {
    boolean nested = false;
    for (Object item : items) {
      nested |=
          item instanceof Map
              || item instanceof Iterable
              || item instanceof Record
              || item instanceof JsonObject;
    }
    String separator = "";
    out.append('[');
    for (Object item : items) {
      out.append(separator);
      if (nested) {
        line(depth + 1);
      } else if (!separator.isEmpty()) {
        out.append(' ');
      }
      value(item, depth + 1);
      separator = ",";
    }
    if (nested) {
      line(depth);
    }
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || loneSurrogate(text, i)) {
            out.append("\\u").append(Character.forDigit(c >> 12, 16));
            out.append(Character.forDigit(c >> 8 & 15, 16));
            out.append(Character.forDigit(c >> 4 & 15, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a pair has no UTF-8 form; escaped it stays what it was. */
  private static boolean loneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static Iterable<@Nullable Object> listOf(Object array) {
    var items = new java.util.ArrayList<@Nullable Object>();
    for (int i = 0; i < Array.getLength(array); i++) {
      items.add(Array.get(array, i));
    }
    return items;
  }

  private static Map<String, @Nullable Object> membersOf(Record value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        members.put(component.getName(), accessor.invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("A record's own accessor failed", e);
      }
    }
    return members;
  }
}
