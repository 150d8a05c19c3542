package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.experiment.Cell;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.Figure;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.Stage;
import io.tbar.experiment.StageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does one cell of an experiment again, all its stages from the inputs on. */
final class ReproducedCell {
  /** What the machine and the hour decide. */
  private static final Set<String> TIMES = Set.of(Figure.SECONDS.key());

  private ReproducedCell() {}

  /**
   * @param id of the cell, or null where there is but one
   * @param place an empty folder for the stages
   */
  static Comparison run(
      Path folder,
      Matrix matrix,
      @Nullable String id,
      List<String> compute,
      Path place,
      Progress progress)
      throws IOException {
    JsonObject record = record(folder, id);
    String name = record.string("cell");
    Cell cell =
        matrix.cells().stream()
            .filter(one -> one.id().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    TbarException.badInput(
                        "The experiment's file does not have the cell '%s' any more.", name));
    InputDigests digests = new InputDigests(place.resolve("digests.tsv"), progress);
    PlannedCell planned = new CellPlanner(matrix, digests, compute).plan(cell);
    if (planned.impossible() != null) {
      throw TbarException.badInput("%s", planned.impossible());
    }
    refuseOtherInputs(record, planned, folder);
    CellResult again =
        new MatrixRunner(new StageStore(place.resolve("store")))
            .run(List.of(planned), progress)
            .get(0);
    Comparison comparison = new Comparison();
    comparison.recorded("status", record.string("status"));
    comparison.again("status", again.status().text());
    figures(record.objectOrEmpty("figures").members()).forEach(comparison::recorded);
    figures(again.figures())
        .forEach(
            (what, value) -> {
              if (CellFigures.LATER.contains(what)) {
                comparison.added(what, value);
              } else {
                comparison.again(what, value);
              }
            });
    return comparison;
  }

  private static Map<String, @Nullable Object> figures(Map<String, ?> all) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>(all);
    figures.keySet().removeAll(TIMES);
    return figures;
  }

  private static JsonObject record(Path folder, @Nullable String id) throws IOException {
    Map<String, JsonObject> cells = new LinkedHashMap<>();
    Path file = folder.resolve(ExperimentOutput.CELLS);
    for (String line : Files.readAllLines(file)) {
      JsonObject cell = Json.parse(line.getBytes(StandardCharsets.UTF_8), file.toString());
      cells.put(cell.string("cell"), cell);
    }
    if (id == null && cells.size() == 1) {
      return cells.values().iterator().next();
    }
    if (id == null) {
      throw TbarException.usage(
          "'%s' holds %d cells; name one with --cell, such as --cell %s.",
          folder, cells.size(), cells.isEmpty() ? "ID" : cells.keySet().iterator().next());
    }
    JsonObject cell = cells.get(id);
    if (cell == null) {
      throw TbarException.usage(
          "'%s' has no cell '%s'; the nearest is '%s'.",
          folder, id, cells.isEmpty() ? "none" : Nearest.of(id, cells.keySet()));
    }
    return cell;
  }

  private static void refuseOtherInputs(JsonObject record, PlannedCell planned, Path folder) {
    JsonObject recorded = record.objectOrEmpty("stages");
    for (Map.Entry<String, Stage> stage : planned.stages().entrySet()) {
      if (recorded.has(stage.getKey())
          && !recorded.string(stage.getKey()).equals(stage.getValue().key())) {
        throw TbarException.badInput(
            "The settings or inputs of the stage '%s' are not those that '%s' was computed from;"
                + " give the same files, experiment and version of tbar.",
            stage.getKey(), folder);
      }
    }
  }
}
