package io.tbar.experiment;

import static java.util.stream.Collectors.joining;

import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The places that a file leaves open, such as {@code ${SHARED}}: declared under {@code variables}
 * with a default or null, filled from the command line.
 */
final class Variables {
  private static final Pattern USE = Pattern.compile("\\$\\{([^}]*)}");

  private final String origin;
  private final Map<String, @Nullable String> values;

  private Variables(String origin, Map<String, @Nullable String> values) {
    this.origin = origin;
    this.values = values;
  }

  /**
   * @param given by name; the name of a file or folder that exists is taken from the working
   *     folder, not from the experiment's
   */
  static Variables of(JsonObject declared, Map<String, String> given) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (String name : declared.keys()) {
      values.put(name, declared.has(name) ? String.valueOf(declared.get(name)) : null);
    }
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (!values.containsKey(entry.getKey())) {
        throw TbarException.usage(
            values.isEmpty()
                ? "'%s' has no variables, but '%s' is set."
                : "'%s' has no variable '%s'; the nearest is '%s'.",
            declared.origin(),
            entry.getKey(),
            values.isEmpty() ? "" : Nearest.of(entry.getKey(), values.keySet()));
      }
      values.put(entry.getKey(), absolute(entry.getValue()));
    }
    return new Variables(declared.origin(), values);
  }

  private static String absolute(String value) {
    return value.isEmpty() || !Files.exists(Path.of(value))
        ? value
        : Path.of(value).toAbsolutePath().normalize().toString();
  }

  /** Fills every text in the object and below it, in place. */
  void fill(JsonObject object) {
    object.members().replaceAll((key, value) -> filled(value, object.where(key)));
  }

  private @Nullable Object filled(@Nullable Object value, String where) {
    if (value instanceof JsonObject object) {
      fill(object);
      return object;
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(filled(item, where)));
      return items;
    }
    return value instanceof String text ? text(text, where) : value;
  }

  private String text(String text, String where) {
    Matcher use = USE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (use.find()) {
      String name = use.group(1);
      if (!values.containsKey(name)) {
        throw TbarException.badInput(
            "'%s': '%s' uses the variable '%s', which is not under 'variables'%s.",
            origin,
            where,
            name,
            values.isEmpty() ? "" : "; the nearest is '" + Nearest.of(name, values.keySet()) + "'");
      }
      String value = values.get(name);
      if (value == null) {
        throw TbarException.usage("'%s' needs %s.", origin, missing());
      }
      use.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return use.appendTail(out).toString();
  }

  /** Every variable without a value, so that nobody is asked for them one by one. */
  private String missing() {
    List<String> names = values.keySet().stream().filter(n -> values.get(n) == null).toList();
    String given = names.stream().map(n -> "--set " + n + "=VALUE").collect(joining(" "));
    return names.size() == 1
        ? "the variable '" + names.get(0) + "'; give it with " + given
        : "the variables '" + String.join("', '", names) + "'; give them with " + given;
  }
}
