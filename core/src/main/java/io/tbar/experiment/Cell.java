package io.tbar.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One place of the matrix, by the names that the file gives to its parts.
 *
 * @param seed of every random choice in the cell
 */
public record Cell(
    String model, String data, String attack, String method, String budget, long seed) {
  /** The axes in the order of the file, without the seed. */
  public static final List<String> AXES = List.of("model", "data", "attack", "method", "budget");

  /** What the user calls it: all names and the seed, joined by slashes. */
  public String id() {
    return group() + "/" + seed;
  }

  /** The cells that differ from this one by their seed alone share it. */
  public String group() {
    return String.join("/", axes().values());
  }

  /** Name by axis, without the seed. */
  public Map<String, String> axes() {
    Map<String, String> axes = new LinkedHashMap<>();
    axes.put("model", model);
    axes.put("data", data);
    axes.put("attack", attack);
    axes.put("method", method);
    axes.put("budget", budget);
    return axes;
  }

  /** The same cell with the given names in place of its own. */
  public Cell with(Map<String, String> names) {
    return new Cell(
        names.getOrDefault("model", model),
        names.getOrDefault("data", data),
        names.getOrDefault("attack", attack),
        names.getOrDefault("method", method),
        names.getOrDefault("budget", budget),
        seed);
  }
}
