package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.experiment.Cell;
import io.tbar.experiment.Figure;
import io.tbar.experiment.Keys;
import io.tbar.experiment.Stage;
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
    SourceVector source = SourceVector.of(parts, planner);
    boolean fixed = method.has("alpha");
    double factor = fixed ? method.number("alpha") : method.number("times", 1);
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put(fixed ? "alpha" : "times", factor);
    configuration.put("tool", Version.number());
    Map<String, Stage> needs = new LinkedHashMap<>();
    needs.put(CellStages.INFECTED, infected);
    needs.put(SourceVector.ROLE, source.estimate());
    return Map.of(
        CellStages.CLEANED,
        new Stage(
            "apply",
            configuration,
            Map.of(),
            needs,
            (out, folders, progress) -> {
              Path vector = source.file(folders);
              double found = source.alpha(folders);
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
