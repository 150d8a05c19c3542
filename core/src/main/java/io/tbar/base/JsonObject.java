package io.tbar.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that knows where it came from, so that a wrong value is reported by file and key. A
 * key whose value is null counts as absent.
 */
public final class JsonObject {
  private static final int LONGEST_SHOWN = 200;

  private final String origin;
  private final String path;
  private final Map<String, @Nullable Object> members;

  JsonObject(String origin, String path, Map<String, @Nullable Object> members) {
    this.origin = origin;
    this.path = path;
    this.members = members;
  }

  /** An empty object, for defaults. */
  public static JsonObject empty(String origin) {
    return new JsonObject(origin, "", new LinkedHashMap<>());
  }

  /** The members in the order of the file; a live view. */
  public Map<String, @Nullable Object> members() {
    return members;
  }

  public Set<String> keys() {
    return members.keySet();
  }

  /** Whether the key is there with a value other than null. */
  public boolean has(String key) {
    return members.get(key) != null;
  }

  public @Nullable Object get(String key) {
    return members.get(key);
  }

  public String string(String key) {
    return as(key, String.class, "a string");
  }

  public String string(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  public boolean bool(String key, boolean otherwise) {
    return has(key) ? as(key, Boolean.class, "true or false") : otherwise;
  }

  public double number(String key) {
    return as(key, Number.class, "a number").doubleValue();
  }

  public double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /** A whole number that fits an int; 3.0 is not one. */
  public int integer(String key) {
    Long value = as(key, Long.class, "a whole number");
    if (value != value.intValue()) {
      throw wrong(key, "a whole number below 2^31");
    }
    return value.intValue();
  }

  public int integer(String key, int otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  public long longInteger(String key) {
    return as(key, Long.class, "a whole number");
  }

  public JsonObject object(String key) {
    return as(key, JsonObject.class, "an object");
  }

  /** The object under the key, or an empty one. */
  public JsonObject objectOrEmpty(String key) {
    return has(key) ? object(key) : new JsonObject(origin, where(key), new LinkedHashMap<>());
  }

  public List<?> array(String key) {
    return as(key, List.class, "an array");
  }

  public List<String> strings(String key) {
    List<String> texts = new ArrayList<>();
    for (Object item : array(key)) {
      if (!(item instanceof String text)) {
        throw wrong(key, "an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }

  public List<JsonObject> objects(String key) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object item : array(key)) {
      if (!(item instanceof JsonObject object)) {
        throw wrong(key, "an array of objects");
      }
      objects.add(object);
    }
    return objects;
  }

  public double[] numbers(String key) {
    List<?> items = array(key);
    double[] numbers = new double[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof Number number)) {
        throw wrong(key, "an array of numbers");
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  /** The failure that the value under the key is not what it must be. */
  public TbarException wrong(String key, String expected) {
    return has(key)
        ? TbarException.badInput(
            "'%s': the value of '%s' is %s but must be %s.",
            origin, where(key), shown(members.get(key)), expected)
        : TbarException.badInput(
            "'%s' lacks the key '%s', which must be %s.", origin, where(key), expected);
  }

  /** A value as messages show it: of a long one the beginning. */
  private static String shown(@Nullable Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return number.toString();
    }
    String text = Json.write(value).strip();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  public String origin() {
    return origin;
  }

  /** The key with all the keys above it, joined by dots. */
  public String where(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private <T> T as(String key, Class<T> type, String expected) {
    Object value = members.get(key);
    if (!type.isInstance(value)) {
      throw wrong(key, expected);
    }
    return type.cast(value);
  }

  @Override
  public String toString() {
    return Json.write(this).strip();
  }
}
