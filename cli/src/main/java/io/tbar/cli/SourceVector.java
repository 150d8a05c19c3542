package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.experiment.Cell;
import io.tbar.experiment.Stage;
import io.tbar.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The trigger vector of another cell, which a method names under {@code of}.
 *
 * @param source the cell
 * @param estimate the stage that leaves the vector
 */
record SourceVector(Cell source, Stage estimate) {
  /** Role of the estimating stage. */
  static final String ROLE = "vector";

  static SourceVector of(CellParts parts, CellPlanner planner) {
    JsonObject of = parts.method.object("of");
    Map<String, String> names = new LinkedHashMap<>();
    of.keys().forEach(axis -> names.put(axis, of.string(axis)));
    Cell source = parts.cell.with(names);
    planner.refuseUnknown(source, of);
    String method = planner.method(source);
    Stage estimate =
        CellMethod.makesVectors(method) ? planner.stages(source).get(CellStages.CLEANED) : null;
    if (estimate == null) {
      throw TbarException.badInput(
          "'%s': '%s' names the method '%s', which makes no vector of its own; name one that does.",
          of.origin(), of.where("method"), source.method());
    }
    return new SourceVector(source, estimate);
  }

  /** The file of the vector. */
  Path file(Map<String, Path> folders) {
    alpha(folders);
    return folder(folders).resolve("trigger-vector.safetensors");
  }

  /** The coefficient that the search found for it. */
  double alpha(Map<String, Path> folders) {
    RunRecord run = RunRecord.read(folder(folders).resolve("result.json"));
    Double found = run.cleaning() == null ? null : run.cleaning().alpha();
    if (found == null || !Files.exists(folder(folders).resolve("trigger-vector.safetensors"))) {
      throw TbarException.badInput(
          "The cell '%s' found no feasible coefficient and so left no vector to apply; choose"
              + " another source.",
          source.id());
    }
    return found;
  }

  private static Path folder(Map<String, Path> folders) {
    return CellStages.at(folders, ROLE).resolve(CellStages.MODEL);
  }
}
