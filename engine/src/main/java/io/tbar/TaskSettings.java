package io.tbar;

import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of a task by name: its components, those of groups in their place. */
final class TaskSettings {
  /** A group's own component of this name is called as the group is. */
  private static final String ITSELF = "path";

  private TaskSettings() {}

  /** Values by component, for records of runs. */
  static Map<String, Object> of(Record task) {
    Map<String, Object> settings = new LinkedHashMap<>();
    add(task, "", settings);
    return settings;
  }

  @SuppressWarnings("NullAway") // a record of a run says "none" of what is null
  private static void add(Record group, String name, Map<String, Object> settings) {
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      Object value = RecordValues.get(group, component);
      String key = component.getName().equals(ITSELF) ? name : component.getName();
      if (value instanceof Span span) {
        settings.put(key, List.of(span.low(), span.high()));
      } else if (value instanceof Record nested) {
        add(nested, key, settings);
      } else if (value instanceof List<?> list
          && !list.isEmpty()
          && list.get(0) instanceof Record) {
        columns(list, settings);
      } else {
        settings.put(key, plain(value));
      }
    }
  }

  /** As records hold it: of an absolute place the last part, as of every path. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof String text && text.matches("(/|[A-Za-z]:[/\\\\]).*")) {
      String trimmed = text.replaceAll("[/\\\\]+$", "");
      return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
    }
    return value instanceof Duration time ? time.toString() : value;
  }

  /** Rows as a list for each of their components. */
  private static void columns(List<?> rows, Map<String, Object> settings) {
    for (RecordComponent column : rows.get(0).getClass().getRecordComponents()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object row : rows) {
        values.add(RecordValues.get((Record) row, column));
      }
      Object one = values.get(0);
      settings.put(column.getName(), values.size() == 1 && one != null ? one : values);
    }
  }

  /** Names as on the command line. */
  static Set<String> names(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (isGroup(component.getType())) {
        names.addAll(names(component.getType()));
      } else {
        names.add(external(component));
      }
    }
    return names;
  }

  /**
   * The same record with another value of one setting.
   *
   * @throws TbarException USAGE where there is no such setting, or the value is of another kind
   */
  static <T extends Record> T with(T task, String name, @Nullable Object value) {
    T changed = replaced(task, name, value);
    if (changed == null) {
      Set<String> names = names(task.getClass());
      throw TbarException.usage(
          "There is no setting '%s'; the nearest is '%s'.", name, Nearest.of(name, names));
    }
    return changed;
  }

  private static <T extends Record> @Nullable T replaced(
      T group, String name, @Nullable Object value) {
    RecordComponent[] components = group.getClass().getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    boolean found = false;
    for (int i = 0; i < components.length; i++) {
      Object old = RecordValues.get(group, components[i]);
      values[i] = old;
      if (found) {
        continue;
      }
      if (isGroup(components[i].getType()) && old instanceof Record nested) {
        Record inner = replaced(nested, name, value);
        found = inner != null;
        values[i] = inner == null ? old : inner;
      } else if (external(components[i]).equals(name)) {
        values[i] = RecordValues.fit(name, value, components[i]);
        found = true;
      }
    }
    return found ? RecordValues.make(group, values) : null;
  }

  private static boolean isGroup(Class<?> type) {
    return type.isRecord() && type != Span.class;
  }

  /** "maxAlpha" is "max-alpha" outside. */
  /** The task computed otherwise. */
  static <T extends Record> T on(T task, Compute compute) {
    T on = with(task, "device", compute.device());
    on = with(on, "threads", compute.threads());
    on = with(on, "batch", compute.batch());
    return with(on, "seed", compute.seed());
  }

  private static String external(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    return key != null
        ? key.value()
        : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
