package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import io.tbar.experiment.Cell;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.Stage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of each cell of an experiment which stages it takes, or why it cannot be. */
final class CellPlanner {
  private final Matrix matrix;
  private final InputDigests digests;
  private final List<String> compute;

  /**
   * @param compute words that say how every command computes: threads, images a step
   */
  CellPlanner(Matrix matrix, InputDigests digests, List<String> compute) {
    this.matrix = matrix;
    this.digests = digests;
    this.compute = compute;
  }

  /**
   * Refuses keys that nobody reads, in any part and before anything is computed: they are slips of
   * the pen, not cells that cannot be.
   */
  void check() {
    parts("data").forEach(CellData::check);
    parts("attack").forEach(CellStages::check);
    for (JsonObject method : parts("method")) {
      if (method.string("method", "tbar").equals(VectorOfMethod.NAME)) {
        VectorOfMethod.check(method);
      } else if (method.string("method", "tbar").equals(MapMethod.NAME)) {
        MapMethod.check(method);
      } else {
        parts("budget").forEach(budget -> CleanMethod.check(method, budget));
      }
    }
  }

  private Collection<JsonObject> parts(String axis) {
    return matrix.parts().getOrDefault(axis, Map.of()).values();
  }

  /**
   * @throws TbarException CANCELLED alone; what is wrong with the cell is in the answer
   */
  PlannedCell plan(Cell cell) {
    try {
      return PlannedCell.of(cell, stages(cell));
    } catch (TbarException e) {
      if (e.kind() == Kind.CANCELLED) {
        throw e;
      }
      return PlannedCell.impossible(cell, String.valueOf(e.getMessage()));
    }
  }

  /** The stages of a cell in order by role. */
  Map<String, Stage> stages(Cell cell) {
    CellParts parts = new CellParts(cell, matrix, digests, compute);
    Map<String, Stage> stages = new LinkedHashMap<>();
    Stage infected = CellStages.infected(parts);
    stages.put(CellStages.INFECTED, infected);
    stages.putAll(CellMethod.of(method(cell)).stages(parts, infected, this));
    Stage cleaned = stages.get(CellStages.CLEANED);
    if (cleaned != null) {
      stages.put(CellStages.MEASURED, CellStages.measured(parts, infected, cleaned));
    }
    return stages;
  }

  /** The word under {@code method} of the cell's method. */
  String method(Cell cell) {
    return matrix.part("method", cell.method()).string("method", "tbar");
  }

  /** Refuses a cell with a name that the file does not have. */
  void refuseUnknown(Cell cell, JsonObject where) {
    cell.axes()
        .forEach(
            (axis, name) -> {
              var names = matrix.parts().getOrDefault(axis, Map.of()).keySet();
              if (!names.contains(name)) {
                throw TbarException.badInput(
                    "'%s': '%s' names '%s', which the file does not have; the nearest is '%s'.",
                    where.origin(), where.where(axis), name, Nearest.of(name, names));
              }
            });
  }
}
