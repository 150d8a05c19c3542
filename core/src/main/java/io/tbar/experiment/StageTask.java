package io.tbar.experiment;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stage as another process is told of it: goes to JSON and back equal. {@link StageRunner} does
 * it in any process that sees the store.
 *
 * @param key of the stage
 * @param kind what is done, such as "poison"
 * @param configuration every setting in force; texts, numbers, truth values and lists of such
 * @param inputs SHA-256 by role, of what comes from outside
 * @param needs keys by role, of the stages whose folders the work reads
 * @param resources what it takes of a node
 * @param plan SHA-256 of the plan in the store that the stage is part of
 */
public record StageTask(
    String key,
    String kind,
    Map<String, Object> configuration,
    Map<String, String> inputs,
    Map<String, String> needs,
    StageResources resources,
    String plan) {
  private static final int FORMAT = 1;

  public StageTask {
    configuration = new TreeMap<>(plain(configuration));
    inputs = new TreeMap<>(inputs);
    needs = new TreeMap<>(needs);
  }

  static StageTask of(Stage stage, String key, StageResources resources, String plan) {
    Map<String, String> needs = new TreeMap<>();
    stage.needs().forEach((role, need) -> needs.put(role, need.key()));
    return new StageTask(
        key, stage.kind(), stage.configuration(), stage.inputs(), needs, resources, plan);
  }

  /** Kind and the beginning of the key: how consoles and cluster pages name it. */
  public String name() {
    return kind + " " + key.substring(0, Math.min(12, key.length()));
  }

  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("key", key);
    map.put("kind", kind);
    map.put("configuration", configuration);
    map.put("inputs", inputs);
    map.put("needs", needs);
    map.put("resources", resources.toMap());
    map.put("plan", plan);
    return Json.write(map);
  }

  /**
   * @throws TbarException BAD_INPUT where the text is no task of this version's form
   */
  public static StageTask of(String json) {
    JsonObject object = Json.parse(json.getBytes(StandardCharsets.UTF_8), "a stage's task");
    if (object.integer("format") != FORMAT) {
      throw object.wrong("format", "1: the other process runs another version of tbar");
    }
    Map<String, Object> configuration = new LinkedHashMap<>();
    object
        .object("configuration")
        .members()
        .forEach(
            (name, value) -> {
              if (value != null) {
                configuration.put(name, value);
              }
            });
    return new StageTask(
        object.string("key"),
        object.string("kind"),
        configuration,
        texts(object.object("inputs")),
        texts(object.object("needs")),
        StageResources.of(object.object("resources")),
        object.string("plan"));
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.keys().forEach(name -> texts.put(name, object.string(name)));
    return texts;
  }

  private static Map<String, Object> plain(Map<String, Object> map) {
    Map<String, Object> plain = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          Object kept = plain(value);
          if (kept != null) {
            plain.put(name, kept);
          }
        });
    return plain;
  }

  /** A value as JSON gives it back. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    } else if (value instanceof Float number) {
      return number.doubleValue();
    } else if (value instanceof JsonObject object) {
      Map<String, Object> members = new TreeMap<>();
      object.members().forEach((name, member) -> put(members, name, member));
      return members;
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new TreeMap<>();
      map.forEach((name, member) -> put(members, String.valueOf(name), member));
      return members;
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(plain(item)));
      return items;
    } else if (value == null
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean) {
      return value;
    }
    return value.toString();
  }

  private static void put(Map<String, Object> members, String name, @Nullable Object value) {
    Object kept = plain(value);
    if (kept != null) {
      members.put(name, kept);
    }
  }
}
