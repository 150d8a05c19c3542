package io.tbar.spark;

import io.tbar.base.Progress;
import io.tbar.experiment.StageRunner;
import io.tbar.experiment.StageTask;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** What an executor does with a task: text in, text out, the files by way of the store. */
final class StageFunction implements Function<String, String> {
  private static final long serialVersionUID = 1L;

  private final String store;

  StageFunction(Path store) {
    this.store = store.toString();
  }

  @Override
  public String call(String task) {
    return StageRunner.run(Path.of(store), StageTask.of(task), new UntilKilled()).toJson();
  }

  /** A task that Spark ends, such as the slower of two twins, stops its work. */
  private static final class UntilKilled implements Progress {
    @Override
    public void update(String stage, long done, long total) {}

    @Override
    public boolean cancelled() {
      TaskContext context = TaskContext.get();
      return context != null && context.isInterrupted();
    }
  }
}
