package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.experiment.Cell;
import io.tbar.experiment.Figure;
import io.tbar.experiment.Keys;
import io.tbar.experiment.Stage;
import io.tbar.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Subtracts the trigger vector of another cell at a given coefficient: the vector of another data
 * set, model or attack (transfer), or of the same cell at other coefficients (α sensitivity).
 */
final class VectorOfMethod implements CellMethod {
  static final String NAME = "vector";

  /** Refuses keys that nobody reads. */
  static void check(JsonObject method) {
    Keys.check(method, List.of("method", "of", "alpha", "times"));
    Keys.check(method.object("of"), Cell.AXES);
  }

  @Override
  public Map<String, Stage> stages(CellParts parts, Stage infected, CellPlanner planner) {
    JsonObject method = parts.method;
    JsonObject of = method.object("of");
    Map<String, String> names = new LinkedHashMap<>();
    of.keys().forEach(axis -> names.put(axis, of.string(axis)));
    Cell source = parts.cell.with(names);
    planner.refuseUnknown(source, of);
    if (planner.method(source).equals(NAME)) {
      throw TbarException.badInput(
          "'%s': '%s' names the method '%s', which makes no vector of its own; name one that does.",
          of.origin(), of.where("method"), source.method());
    }
    Stage estimate = planner.stages(source).get(CellStages.CLEANED);
    if (estimate == null) {
      throw TbarException.badInput(
          "'%s': the cell '%s' that '%s' names makes no vector.",
          of.origin(), source.id(), method.where("of"));
    }
    boolean fixed = method.has("alpha");
    double factor = fixed ? method.number("alpha") : method.number("times", 1);
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put(fixed ? "alpha" : "times", factor);
    configuration.put("tool", Version.number());
    Map<String, Stage> needs = new LinkedHashMap<>();
    needs.put(CellStages.INFECTED, infected);
    needs.put("vector", estimate);
    return Map.of(
        CellStages.CLEANED,
        new Stage(
            "apply",
            configuration,
            Map.of(),
            needs,
            (out, folders, progress) -> {
              Path from = CellStages.at(folders, "vector").resolve(CellStages.MODEL);
              Path vector = from.resolve("trigger-vector.safetensors");
              RunRecord run = RunRecord.read(from.resolve("result.json"));
              Double found = run.cleaning() == null ? null : run.cleaning().alpha();
              if (found == null || !Files.exists(vector)) {
                throw TbarException.badInput(
                    "The cell '%s' found no feasible coefficient and so left no vector to apply;"
                        + " choose another source.",
                    source.id());
              }
              double alpha = fixed ? factor : factor * found;
              Path infectedModel =
                  parts.checkpointIn(
                      CellStages.at(folders, CellStages.INFECTED).resolve(CellStages.MODEL));
              Path model = out.resolve(CellStages.MODEL);
              CommandRun.output(
                  List.of(
                      "vector",
                      "apply",
                      infectedModel.toString(),
                      "--add=" + String.format(Locale.ROOT, "%s", -alpha) + ":" + vector,
                      "--transfer",
                      "--out=" + parts.checkpointIn(model)),
                  progress);
              Map<String, Object> figures = new LinkedHashMap<>();
              figures.put(Figure.ALPHA.key(), alpha);
              return figures;
            }));
  }
}
