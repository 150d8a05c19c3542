package io.tbar.base;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
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
 * mapping, no key twice, no tags, bounded size and nesting.
 */
public final class Yaml {
  private static final int MAX_BYTES = 1 << 20;

  private Yaml() {}

  /** Reads the one mapping that a file holds. */
  public static JsonObject read(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw TbarException.badInput(
            "'%s' has %,d bytes, too many for a YAML file of settings (at most %,d); check that it"
                + " is the right file.",
            file, size, MAX_BYTES);
      }
      PlainFile.require(file);
      return parse(Files.readString(file), file.toString());
    } catch (CharacterCodingException e) {
      throw TbarException.badInput("'%s' is not UTF-8 text.", file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
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
      if (new Load(settings).loadFromString(text) instanceof Map<?, ?> map) {
        return object(map, origin, "");
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

  private static JsonObject object(Map<?, ?> map, String origin, String path) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          members.put(name, value(value, origin, path.isEmpty() ? name : path + "." + name));
        });
    return new JsonObject(origin, path, members);
  }

  private static @Nullable Object value(@Nullable Object value, String origin, String path) {
    if (value instanceof Map<?, ?> map) {
      return object(map, origin, path);
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : list) {
        items.add(value(item, origin, path + "[" + items.size() + "]"));
      }
      return items;
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
