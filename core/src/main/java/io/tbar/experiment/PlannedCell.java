package io.tbar.experiment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cell and what it takes.
 *
 * @param stages in the order in which they are done; empty where the cell cannot be
 * @param impossible one sentence where it cannot be, or null
 */
public record PlannedCell(Cell cell, Map<String, Stage> stages, @Nullable String impossible) {
  public PlannedCell {
    stages = new LinkedHashMap<>(stages);
  }

  public static PlannedCell of(Cell cell, Map<String, Stage> stages) {
    return new PlannedCell(cell, stages, null);
  }

  public static PlannedCell impossible(Cell cell, String why) {
    return new PlannedCell(cell, Map.of(), why);
  }

  /** All stages with those that they need, each after what it needs, each once by key. */
  Set<Stage> inOrder() {
    Map<String, Stage> order = new LinkedHashMap<>();
    for (Stage stage : stages.values()) {
      stage.inOrder().forEach(one -> order.putIfAbsent(one.key(), one));
    }
    return new LinkedHashSet<>(order.values());
  }
}
