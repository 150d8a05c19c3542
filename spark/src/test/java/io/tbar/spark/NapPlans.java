package io.tbar.spark;

import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import io.tbar.experiment.Cell;
import io.tbar.experiment.PlanSource;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stages that sleep a while; every third one of them loses its task once where it is told to. */
public final class NapPlans implements PlanSource {
  @Override
  public String name() {
    return "naps";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public List<PlannedCell> plan(JsonObject body, Path store, Progress progress) {
    return cells(body.integer("cells"), body.integer("millis"), body.bool("lose", false), store);
  }

  static List<PlannedCell> cells(int count, int millis, boolean lose, Path store) {
    List<PlannedCell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Stage poison = nap("poison", i, millis, lose && i % 3 == 0, Map.of(), store);
      Stage clean = nap("clean", i, millis, false, Map.of("poison", poison), store);
      Map<String, Stage> stages = new LinkedHashMap<>();
      stages.put("poison", poison);
      stages.put("clean", clean);
      cells.add(PlannedCell.of(new Cell("m", "d", "a", "t", "b", i), stages));
    }
    return cells;
  }

  private static Stage nap(
      String kind, int number, int millis, boolean lose, Map<String, Stage> needs, Path store) {
    return new Stage(
        kind,
        Map.of("number", number),
        Map.of(),
        needs,
        (out, folders, progress) -> {
          Path once = store.resolve("once-" + number);
          if (lose && !Files.exists(once)) {
            Files.createFile(once);
            throw new AssertionError("the task is lost"); // Spark retries it
          }
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          Files.writeString(out.resolve("text"), kind + number);
          return Map.of("caAfter", number / 100.0);
        });
  }
}
