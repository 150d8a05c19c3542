package io.tbar.cli;

import io.tbar.base.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record says beside what doing it again gave. */
final class Comparison {
  private final Map<String, Object> recorded = new LinkedHashMap<>();
  private final Map<String, Object> again = new LinkedHashMap<>();

  void recorded(String what, @Nullable Object value) {
    if (value != null) {
      recorded.put(what, value);
    }
  }

  void again(String what, @Nullable Object value) {
    if (value != null) {
      again.put(what, value);
    }
  }

  /** A figure that records of older versions do not hold: no difference where this one has none. */
  void added(String what, @Nullable Object value) {
    if (recorded.containsKey(what)) {
      again(what, value);
    }
  }

  private Set<String> all() {
    Set<String> all = new LinkedHashSet<>(recorded.keySet());
    all.addAll(again.keySet());
    return all;
  }

  private boolean same(String what) {
    return Objects.equals(text(recorded.get(what)), text(again.get(what)));
  }

  /** What differs. */
  Set<String> differing() {
    Set<String> differing = new LinkedHashSet<>(all());
    differing.removeIf(this::same);
    return differing;
  }

  int size() {
    return all().size();
  }

  Table table() {
    Table table = Table.of("what", "recorded", "again", "");
    for (String what : all()) {
      table.row(
          what, text(recorded.get(what)), text(again.get(what)), same(what) ? "same" : "DIFFERS");
    }
    return table;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("same", differing().isEmpty());
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String what : all()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("recorded", recorded.get(what));
      one.put("again", again.get(what));
      one.put("same", same(what));
      figures.put(what, one);
    }
    map.put("compared", figures);
    return map;
  }

  private static String text(@Nullable Object value) {
    return value == null
        ? "-"
        : value instanceof String text ? text : Json.write(value).strip().replaceAll("\\s+", " ");
  }
}
