package io.tbar.checkpoint;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one part of a configuration. What is neither read nor known to leave graph and pixels
 * alone is refused by name: a model must not run otherwise than its makers meant.
 *
 * @param read keys that the reader looks at
 * @param harmless keys that change nothing here, whatever they hold
 * @param options keys that change something, each with the values under which it does not
 */
record KnownKeys(Set<String> read, Set<String> harmless, Map<String, List<Object>> options) {
  /** Words of a list in one string. */
  static Set<String> words(String text) {
    return new TreeSet<>(Arrays.asList(text.strip().split("\\s+")));
  }

  /**
   * @throws TbarException BAD_INPUT naming the first key that is not understood
   */
  void check(JsonObject json) {
    for (String key : json.keys()) {
      Object value = json.get(key);
      if (read.contains(key) || harmless.contains(key) || saysNothing(value)) {
        continue;
      }
      List<Object> same = options.get(key);
      if (same == null) {
        throw TbarException.badInput(
            "'%s': the key '%s' = %s is not known, so what it does to the model cannot be followed;"
                + " take it out if it changes neither the graph nor the pixels.",
            json.origin(), json.where(key), shown(value));
      }
      if (!same.contains(value)) {
        throw TbarException.badInput(
            "'%s': the option '%s' = %s changes the model in a way that is not supported.",
            json.origin(), json.where(key), shown(value));
      }
    }
  }

  private static boolean saysNothing(@Nullable Object value) {
    return value == null
        || value instanceof JsonObject object && object.keys().isEmpty()
        || value instanceof List<?> list && list.isEmpty();
  }

  private static String shown(@Nullable Object value) {
    String text = Json.write(value).strip();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
