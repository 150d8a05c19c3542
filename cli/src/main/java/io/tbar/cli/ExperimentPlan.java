package io.tbar.cli;

import io.tbar.base.FileErrors;
import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.experiment.Cell;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.PlanSource;
import io.tbar.experiment.PlannedCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The plan of an experiment's file: the same stages in every process that sees the same inputs. */
public final class ExperimentPlan implements PlanSource {
  /** Name of the cache of digests in a store. */
  static final String DIGESTS = "digests.tsv";

  @Override
  public String name() {
    return "experiment";
  }

  @Override
  public String version() {
    return Version.number();
  }

  /** What another process needs to make the same plan. */
  static Map<String, Object> body(
      Path file, Map<String, String> variables, List<String> only, List<String> compute) {
    Path absolute = file.toAbsolutePath().normalize();
    Map<String, String> filled = new LinkedHashMap<>();
    variables.forEach((name, value) -> filled.put(name, absolute(value)));
    Map<String, Object> body = new LinkedHashMap<>();
    try {
      body.put("text", Files.readString(file));
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
    body.put("file", absolute.toString());
    body.put("variables", filled);
    body.put("only", only);
    body.put("compute", compute);
    return body;
  }

  private static String absolute(String value) {
    return value.isEmpty() || !Files.exists(Path.of(value))
        ? value
        : Path.of(value).toAbsolutePath().normalize().toString();
  }

  @Override
  public List<PlannedCell> plan(JsonObject body, Path store, Progress progress) {
    Map<String, String> variables = new LinkedHashMap<>();
    JsonObject given = body.object("variables");
    given.keys().forEach(name -> variables.put(name, given.string(name)));
    Path file = Path.of(body.string("file"));
    Path folder = file.getParent();
    Matrix matrix =
        Matrix.parse(
            body.string("text"), file.toString(), folder == null ? Path.of("") : folder, variables);
    List<String> compute = body.strings("compute");
    compute.stream()
        .filter(word -> word.startsWith("--device="))
        .forEach(word -> io.tbar.torch.Engine.prefer(word.substring("--device=".length())));
    InputDigests digests = new InputDigests(store.resolve(DIGESTS), progress);
    return cells(matrix, digests, compute, body.strings("only"));
  }

  /**
   * @param compute words that say how every command computes
   * @param only of the command line
   */
  static List<PlannedCell> cells(
      Matrix matrix, InputDigests digests, List<String> compute, List<String> only) {
    CellPlanner planner = new CellPlanner(matrix, digests, compute);
    planner.check();
    Map<String, Set<String>> rule = rule(matrix, only);
    List<PlannedCell> cells = new ArrayList<>();
    for (Cell cell : matrix.cells()) {
      if (Matrix.matches(rule, cell)) {
        cells.add(planner.plan(cell));
      }
    }
    if (cells.isEmpty()) {
      throw TbarException.usage("No cell is left by --only.");
    }
    return cells;
  }

  private static Map<String, Set<String>> rule(Matrix matrix, List<String> only) {
    Map<String, Set<String>> rule = new LinkedHashMap<>();
    List<String> axes = new ArrayList<>(Cell.AXES);
    axes.add("seed");
    for (String given : only) {
      String[] parts = given.split("=", 2);
      if (parts.length < 2 || !axes.contains(parts[0])) {
        throw TbarException.usage(
            "--only %s: give AXIS=NAME; the nearest axis is '%s'.",
            given, Nearest.of(parts[0], axes));
      }
      Set<String> known = names(matrix, parts[0]);
      for (String name : parts[1].split(",")) {
        if (!known.contains(name)) {
          throw TbarException.usage(
              "--only %s: there is no %s '%s'; the nearest is '%s'.",
              given, parts[0], name, Nearest.of(name, known));
        }
        rule.computeIfAbsent(parts[0], axis -> new TreeSet<>()).add(name);
      }
    }
    return rule;
  }

  private static Set<String> names(Matrix matrix, String axis) {
    Set<String> names = new TreeSet<>();
    if (axis.equals("seed")) {
      matrix.seeds().forEach(seed -> names.add(Long.toString(seed)));
    } else {
      names.addAll(matrix.parts().getOrDefault(axis, Map.of()).keySet());
    }
    return names;
  }
}
