package io.tbar.experiment;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.base.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an experiment file declares: named models, data, attacks, methods and budgets, and seeds.
 * Their product, without what {@code skip} names, are the cells.
 *
 * @param name of the experiment
 * @param about one sentence, or empty
 * @param folder that relative paths of the file are taken from
 * @param parts by axis (one of {@link Cell#AXES}), then by name: the settings as the file has them
 * @param seeds in order, each once
 * @param skip parts of the matrix left out: names by axis
 */
public record Matrix(
    String name,
    String about,
    Path folder,
    Map<String, Map<String, JsonObject>> parts,
    List<Long> seeds,
    List<Map<String, Set<String>>> skip) {
  private static final Map<String, String> PLURALS =
      Map.of(
          "model", "models",
          "data", "data",
          "attack", "attacks",
          "method", "methods",
          "budget", "budgets");
  private static final List<String> KEYS =
      List.of(
          "name",
          "about",
          "variables",
          "models",
          "data",
          "attacks",
          "methods",
          "budgets",
          "seeds",
          "skip");

  /**
   * Reads a file and fills its variables.
   *
   * @throws TbarException BAD_INPUT where it is not of this form, USAGE where a variable is missing
   */
  public static Matrix read(Path file, Map<String, String> variables) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return of(Yaml.read(file), folder == null ? Path.of("") : folder, variables);
  }

  /**
   * The same from the text of a file that another process has read.
   *
   * @param text YAML
   * @param origin name for messages
   * @param folder that relative paths are taken from
   */
  public static Matrix parse(
      String text, String origin, Path folder, Map<String, String> variables) {
    return of(Yaml.parse(text, origin), folder, variables);
  }

  static Matrix of(JsonObject root, Path folder, Map<String, String> variables) {
    Keys.check(root, KEYS);
    Variables filling = Variables.of(root.objectOrEmpty("variables"), variables);
    root.members().remove("variables");
    filling.fill(root);
    Map<String, Map<String, JsonObject>> parts = new LinkedHashMap<>();
    for (String axis : Cell.AXES) {
      parts.put(axis, parts(root, axis));
    }
    return new Matrix(
        root.string("name"),
        root.string("about", ""),
        folder,
        parts,
        seeds(root),
        skip(root, parts));
  }

  /** The settings of one part. */
  public JsonObject part(String axis, String name) {
    JsonObject part = parts.getOrDefault(axis, Map.of()).get(name);
    if (part == null) {
      throw new IllegalArgumentException("no " + axis + " " + name);
    }
    return part;
  }

  /** All cells, seeds innermost, so that the first ones of every part come early. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (long seed : seeds) {
      for (String model : names("model")) {
        for (String data : names("data")) {
          for (String attack : names("attack")) {
            for (String budget : names("budget")) {
              for (String method : names("method")) {
                cells.add(new Cell(model, data, attack, method, budget, seed));
              }
            }
          }
        }
      }
    }
    cells.removeIf(cell -> skip.stream().anyMatch(rule -> matches(rule, cell)));
    if (cells.isEmpty()) {
      throw TbarException.badInput(
          "The experiment '%s' has no cell; 'skip' leaves out all of them.", name);
    }
    return cells;
  }

  /** Whether the cell has one of the names that the rule gives for each of its axes. */
  public static boolean matches(Map<String, Set<String>> rule, Cell cell) {
    Map<String, String> axes = cell.axes();
    axes.put("seed", Long.toString(cell.seed()));
    return rule.entrySet().stream()
        .allMatch(entry -> entry.getValue().contains(axes.getOrDefault(entry.getKey(), "")));
  }

  private Set<String> names(String axis) {
    return parts.getOrDefault(axis, Map.of()).keySet();
  }

  private static Map<String, JsonObject> parts(JsonObject root, String axis) {
    String plural = PLURALS.getOrDefault(axis, axis);
    if (axis.equals("budget") && !root.has(plural)) {
      return Map.of("default", JsonObject.empty(root.origin()));
    }
    JsonObject object = root.object(plural);
    Map<String, JsonObject> parts = new LinkedHashMap<>();
    for (String name : object.keys()) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
        throw TbarException.badInput(
            "'%s': the name '%s' may hold letters, digits and . _ + - only.",
            root.origin(), object.where(name));
      }
      parts.put(name, object.objectOrEmpty(name));
    }
    if (parts.isEmpty()) {
      throw TbarException.badInput(
          "'%s': '%s' is empty; name at least one.", root.origin(), plural);
    }
    return parts;
  }

  private static List<Long> seeds(JsonObject root) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (Object item : root.has("seeds") ? root.array("seeds") : List.of(0L)) {
      if (!(item instanceof Long seed) || !seeds.add(seed)) {
        throw root.wrong("seeds", "whole numbers, each once");
      }
    }
    if (seeds.isEmpty()) {
      throw root.wrong("seeds", "at least one whole number");
    }
    return List.copyOf(seeds);
  }

  private static List<Map<String, Set<String>>> skip(
      JsonObject root, Map<String, Map<String, JsonObject>> parts) {
    List<Map<String, Set<String>>> rules = new ArrayList<>();
    for (JsonObject rule : root.has("skip") ? root.objects("skip") : List.<JsonObject>of()) {
      Keys.check(rule, Cell.AXES);
      Map<String, Set<String>> names = new LinkedHashMap<>();
      for (String axis : rule.keys()) {
        Set<String> chosen = new LinkedHashSet<>();
        for (Object item : rule.get(axis) instanceof List<?> l ? l : listOf(rule.get(axis))) {
          String name = String.valueOf(item);
          Keys.checkName(rule, axis, name, parts.getOrDefault(axis, Map.of()).keySet(), axis);
          chosen.add(name);
        }
        names.put(axis, chosen);
      }
      rules.add(names);
    }
    return rules;
  }

  private static List<?> listOf(@org.jspecify.annotations.Nullable Object one) {
    return one == null ? List.of() : List.of(one);
  }
}
