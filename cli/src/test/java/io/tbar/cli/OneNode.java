package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.experiment.StageOutcome;
import io.tbar.experiment.StageRunner;
import io.tbar.experiment.StageTask;
import io.tbar.experiment.TaskPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A cluster of one node, told of stages by text alone: it makes the plan again from the store. */
final class OneNode implements TaskPool {
  private final Path store;
  private final Deque<String> tasks = new ArrayDeque<>();

  private OneNode(Path store) {
    this.store = store;
  }

  public static final class Opener implements TaskPool.Opener {
    @Override
    public TaskPool open(String master, Path store, String name, int cores) {
      return new OneNode(store);
    }
  }

  @Override
  public void submit(StageTask task) {
    tasks.add(task.toJson());
  }

  @Override
  public @Nullable StageOutcome take(Duration wait) {
    String task = tasks.poll();
    return task == null ? null : StageRunner.run(store, StageTask.of(task), Progress.silent());
  }

  @Override
  public String page() {
    return "";
  }

  @Override
  public void close() {}
}
