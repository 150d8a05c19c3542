package io.tbar.experiment;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does a stage in any process that sees the store: makes the plan again, finds the stage by its
 * key, computes it and commits it whole or not at all. Asked twice it computes once.
 */
public final class StageRunner {
  private static final Map<String, StageRunner> BY_PLAN = new HashMap<>();

  private final StageStore store;
  private final Map<String, Stage> stages = new LinkedHashMap<>();

  private StageRunner(Path root, String plan, Progress progress) {
    store = new StageStore(root);
    Map<Stage, String> keys = new IdentityHashMap<>();
    for (PlannedCell cell : SavedPlan.read(root, plan).cells(root, progress)) {
      cell.stages().values().forEach(stage -> add(stage, keys));
    }
  }

  private String add(Stage stage, Map<Stage, String> keys) {
    String known = keys.get(stage);
    if (known == null) {
      known = stage.key(need -> add(need, keys));
      keys.put(stage, known);
      stages.putIfAbsent(known, stage);
    }
    return known;
  }

  /**
   * @param root folder of the store, under the name that this node knows it by
   * @return what became of the stage; what fails is in it, with the name of this node
   */
  public static StageOutcome run(Path root, StageTask task, Progress progress) {
    try {
      return of(root, task.plan(), progress).run(task, progress);
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      TbarException failure = Failures.sentence(task.kind(), e);
      return StageOutcome.failed(
          task.key(),
          failure.kind() == TbarException.Kind.INTERNAL
              ? new TbarException(
                  failure.kind(), "On the node '" + Nodes.here() + "': " + failure.getMessage(), e)
              : failure);
    }
  }

  private static StageRunner of(Path root, String plan, Progress progress) {
    synchronized (BY_PLAN) {
      StageRunner runner = BY_PLAN.get(root + plan);
      if (runner == null) {
        runner = new StageRunner(root, plan, progress);
        BY_PLAN.put(root + plan, runner);
      }
      return runner;
    }
  }

  private StageOutcome run(StageTask task, Progress progress) {
    Stage stage = stages.get(task.key());
    if (stage == null) {
      throw TbarException.badInput(
          "On the node '%s' the plan has no stage %s as at the driver: its inputs are others there;"
              + " give every node the same files under the same names.",
          Nodes.here(), task.name());
    }
    return StageOutcome.done(task.key(), ensure(stage, task.key(), progress));
  }

  private boolean ensure(Stage stage, String key, Progress progress) {
    Map<String, Path> needs = new LinkedHashMap<>();
    stage
        .needs()
        .forEach(
            (role, need) -> {
              String needed = need.key();
              ensure(need, needed, progress); // lies there, but for what was lost since
              needs.put(role, store.find(needed).orElseThrow().folder());
            });
    return store.ensure(stage, key, needs, progress).computed();
  }
}
