package io.tbar.spark;

import io.tbar.base.TbarException;
import io.tbar.experiment.StageOutcome;
import io.tbar.experiment.StageTask;
import io.tbar.experiment.TaskPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * A pool whose nodes are the executors of one Spark application; each stage is a job of one task.
 */
final class SparkPool implements TaskPool {
  private static final long LOOK_AGAIN_MILLIS = 10;

  private final JavaSparkContext context;
  private final Path store;
  private final int most;
  private final Deque<StageTask> waiting = new ArrayDeque<>();
  private final Map<StageTask, JavaFutureAction<List<String>>> running = new LinkedHashMap<>();

  private SparkPool(JavaSparkContext context, Path store) {
    this.context = context;
    this.store = store;
    // Enough for every core of executors that come later, few enough for the driver's threads.
    this.most = Math.max(64, 2 * context.defaultParallelism());
  }

  /** Found as a service by the command line. */
  public static final class Opener implements TaskPool.Opener {
    @Override
    public TaskPool open(String master, Path store, String name, int cores) {
      Masters.requireReachable(master);
      return new SparkPool(SparkSettings.context(master, name, cores), store);
    }
  }

  @Override
  public void submit(StageTask task) {
    waiting.add(task);
    begin();
  }

  private void requireAlive() {
    if (context.sc().isStopped()) {
      throw TbarException.badInput(
          "Spark on '%s' ended the application: the workers' logs say why, for each executor that"
              + " they could not start. What was computed is kept; the same command goes on.",
          context.master());
    }
  }

  private void begin() {
    while (running.size() < most && !waiting.isEmpty()) {
      requireAlive();
      StageTask task = waiting.remove();
      context.setLocalProperty("spark.job.description", task.name());
      running.put(
          task,
          context
              .parallelize(List.of(task.toJson()), 1)
              .map(new StageFunction(store))
              .collectAsync());
    }
  }

  @Override
  public @Nullable StageOutcome take(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      Iterator<Map.Entry<StageTask, JavaFutureAction<List<String>>>> entries =
          running.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<StageTask, JavaFutureAction<List<String>>> entry = entries.next();
        if (entry.getValue().isDone()) {
          entries.remove();
          begin();
          return outcome(entry.getKey(), entry.getValue());
        }
      }
      if (System.nanoTime() > end) {
        return null;
      }
      try {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  private StageOutcome outcome(StageTask task, JavaFutureAction<List<String>> done) {
    try {
      return StageOutcome.of(done.get().get(0));
    } catch (ExecutionException e) {
      return lost(task, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost(task, e);
    }
  }

  private static StageOutcome lost(StageTask task, Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String shown = message.lines().findFirst().orElse("no message").strip();
    return StageOutcome.lost(
        task.key(), "Spark", "Spark gave up the stage " + task.name() + ": " + shown);
  }

  @Override
  public String page() {
    return context.sc().uiWebUrl().isEmpty() ? "" : context.sc().uiWebUrl().get();
  }

  @Override
  public void close() {
    if (!context.sc().isStopped()) {
      context.cancelAllJobs();
    }
    context.close();
  }
}
