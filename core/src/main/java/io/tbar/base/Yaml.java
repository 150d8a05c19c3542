package io.tbar.base;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML 1.2 as the same plain values that {@link Json} reads. Strict: one document that is a
 * mapping, no key twice, no tags; size, nesting and the number of values, each alias counted as
 * what it stands for, are bounded.
 */
public final class Yaml {
  private static final int MAX_BYTES = 1 << 20;

  private final String origin;
  private int values;
  private int depth;

  private Yaml(String origin) {
    this.origin = origin;
  }

  /** Reads the one mapping that a file holds. */
  public static JsonObject read(Path file) {
    return parse(TextFile.read(file, "the YAML file", MAX_BYTES), file.toString());
  }

  /**
   * Reads the one mapping that the text holds.
   *
   * @param origin the file or other origin as messages should name it
   */
  public static JsonObject parse(String text, String origin) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(origin)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setCodePointLimit(MAX_BYTES)
            .build();
    try {
      YamlBounds.check(settings, text, origin);
      if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map) {
        return new Yaml(origin).object(map, "");
      }
      throw TbarException.badInput("'%s' does not hold a YAML mapping of keys to values.", origin);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark();
      throw TbarException.badInput(
          "'%s' is not valid YAML: %s (line %d, column %d).",
          origin,
          String.valueOf(e.getProblem()).replaceAll("\\s*\\R\\s*", " "),
          mark.map(m -> m.getLine() + 1).orElse(0),
          mark.map(m -> m.getColumn() + 1).orElse(0));
    } catch (YamlEngineException e) {
      throw TbarException.badInput(
          "'%s' is not valid YAML: %s.",
          origin, String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }
  }

  private JsonObject object(Map<?, ?> map, String path) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          members.put(name, value(value, path.isEmpty() ? name : path + "." + name));
        });
    return new JsonObject(origin, path, members);
  }

  private List<@Nullable Object> list(List<?> list, String path) {
    List<@Nullable Object> items = new ArrayList<>();
    for (Object item : list) {
      items.add(value(item, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private @Nullable Object value(@Nullable Object value, String path) {
    if (++values > YamlBounds.MOST_VALUES) {
      // Aliases make few bytes many values.
      throw YamlBounds.tooMany(origin);
    }
    if (value instanceof Map<?, ?> || value instanceof List<?>) {
      // An alias may stand for what it lies in, which has no end.
      if (++depth > YamlBounds.MAX_DEPTH) {
        throw TbarException.badInput(
            "'%s' is nested deeper than %d levels, aliases counted as what they stand for.",
            origin, YamlBounds.MAX_DEPTH);
      }
      Object built =
          value instanceof Map<?, ?> map ? object(map, path) : list((List<?>) value, path);
      depth--;
      return built;
    } else if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof BigInteger) {
      return value;
    } else if (value instanceof Number whole) {
      return whole.longValue();
    }
    throw TbarException.badInput(
        "'%s': the value of '%s' is a %s, but must be plain text, a number, true or false.",
        origin, path, value.getClass().getSimpleName());
  }
}
