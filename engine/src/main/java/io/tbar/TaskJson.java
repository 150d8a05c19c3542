package io.tbar;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks from JSON. Keys that nobody reads are refused. */
final class TaskJson {
  private static final Map<String, Class<? extends Record>> TASKS =
      Map.of(
          "audit", Audit.class,
          "clean", Clean.class,
          "disentangle", Disentangle.class,
          "eval", Evaluate.class,
          "poison", Poison.class,
          "transfer", Transfer.class);

  private TaskJson() {}

  static Task<?> read(String json, String origin) {
    JsonObject all = Json.parse(json.getBytes(StandardCharsets.UTF_8), origin);
    Class<? extends Record> type = TASKS.get(all.string("task"));
    if (type == null) {
      throw TbarException.badInput(
          "'%s' holds the task '%s'; the nearest that there is is '%s'.",
          origin, all.string("task"), Nearest.of(all.string("task"), TASKS.keySet()));
    }
    return (Task<?>) record(all.object("settings"), type);
  }

  private static Record record(JsonObject object, Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String key : object.keys()) {
      if (!names.contains(key)) {
        throw TbarException.badInput(
            "'%s': nobody reads the key '%s'; the nearest is '%s'.",
            object.origin(), object.where(key), Nearest.of(key, names));
      }
    }
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(object, components[i]);
    }
    return RecordValues.make(type, values);
  }

  private static @Nullable Object value(JsonObject object, RecordComponent component) {
    String name = component.getName();
    Class<?> type = component.getType();
    Object given = object.get(name);
    if (given == null) {
      if (type.isPrimitive()) {
        throw object.wrong(name, SettingText.kind(type));
      }
      return null;
    }
    if (type.isRecord()) {
      return record(object.object(name), type.asSubclass(Record.class));
    }
    if (type == List.class) {
      return list(object, component);
    }
    return RecordValues.fit(object.where(name), given, component);
  }

  private static List<?> list(JsonObject object, RecordComponent component) {
    Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    if (element instanceof Class<?> type && type.isRecord()) {
      List<Record> rows = new ArrayList<>();
      for (JsonObject row : object.objects(component.getName())) {
        rows.add(record(row, type.asSubclass(Record.class)));
      }
      return rows;
    }
    List<String> texts = object.strings(component.getName());
    return element == Path.class ? texts.stream().map(Path::of).toList() : texts;
  }
}
