package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.experiment.Cell;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.CellStatus;
import io.tbar.experiment.Figure;
import io.tbar.experiment.Keys;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Maps the weight disentanglement of the clean direction and of another cell's trigger vector on
 * the test images. It cleans nothing.
 */
final class MapMethod implements CellMethod {
  static final String NAME = "disentangle";
  private static final String ROLE = "map";

  /** Coefficients are searched up to this magnitude in the literature; the figure is over those. */
  private static final double REGION = 1;

  /** Options that the cell fills. */
  private static final Set<String> FILLED =
      Set.of(
          "data",
          "infected",
          "clean-vector",
          "clean-model",
          "trigger-vector",
          "trigger-model",
          "transfer",
          "region");

  /** Refuses keys that nobody reads. */
  static void check(JsonObject method) {
    CommandOptions.of(NAME).check(method, FILLED, Set.of("method", "of"));
    Keys.check(method.object("of"), Cell.AXES);
  }

  @Override
  public Map<String, Stage> stages(CellParts parts, Stage infected, CellPlanner planner) {
    CommandOptions options = CommandOptions.of(NAME);
    SourceVector source = SourceVector.of(parts, planner);
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Stage> needs = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describe(inputs, needs);
    needs.put(CellStages.INFECTED, infected);
    needs.put(SourceVector.ROLE, source.estimate());
    Map<String, Object> effective = options.effective(FILLED, parts.method);
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    configuration.put("seed", parts.cell.seed());
    parts.digestModel(inputs);
    parts.data.digest("test", inputs);
    return Map.of(
        ROLE,
        new Stage(
            NAME,
            configuration,
            inputs,
            needs,
            (out, folders, progress) -> {
              Path infectedModel =
                  CellStages.at(folders, CellStages.INFECTED).resolve(CellStages.MODEL);
              List<String> words = parts.words(NAME, parts.model(), true);
              words.addAll(parts.backdoor(folders));
              words.add("--infected=" + parts.checkpointIn(infectedModel));
              words.add("--trigger-vector=" + source.file(folders));
              words.add("--data=" + parts.data.spec("test"));
              words.addAll(options.words(effective, parts.matrix.folder()));
              words.add("--out=" + out.resolve("map"));
              words.add("--json");
              CommandRun.output(words, progress);
              return figures(out.resolve("map").resolve("disentanglement.json"));
            }));
  }

  private static Map<String, Object> figures(Path file) throws IOException {
    JsonObject map = Json.parse(Files.readAllBytes(file), file.toString());
    double[] coefficients = map.numbers("coefficients");
    List<?> rows = map.array("xiMean");
    List<Double> inside = new ArrayList<>();
    for (int row = 0; row < coefficients.length; row++) {
      List<?> values = (List<?>) rows.get(row);
      for (int column = 0; column < coefficients.length; column++) {
        if (Math.abs(coefficients[row]) <= REGION && Math.abs(coefficients[column]) <= REGION) {
          inside.add(((Number) values.get(column)).doubleValue());
        }
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    inside.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .ifPresent(xi -> figures.put(Figure.XI.key(), xi));
    figures.put(CellResult.COEFFICIENTS, Arrays.stream(coefficients).boxed().toList());
    figures.put(CellResult.XI_MAP, rows);
    figures.put(MatrixRunner.STOP, CellStatus.MAPPED.text());
    return figures;
  }
}
