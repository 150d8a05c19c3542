package io.tbar.experiment;

import io.tbar.base.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Nodes that are threads of this process; what they are told goes through JSON all the same. */
final class ThreadPool implements TaskPool {
  private final Path store;
  private final ExecutorService threads;
  private final UnaryOperator<StageOutcome> fate;
  private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();

  ThreadPool(Path store, int nodes, UnaryOperator<StageOutcome> fate) {
    this.store = store;
    this.threads = Executors.newFixedThreadPool(nodes);
    this.fate = fate;
  }

  @Override
  public void submit(StageTask task) {
    String json = task.toJson();
    var begun =
        threads.submit(
            () -> {
              StageOutcome outcome = StageRunner.run(store, StageTask.of(json), Progress.silent());
              outcomes.add(fate.apply(outcome).toJson());
            });
    if (begun.isCancelled()) {
      throw new IllegalStateException("closed");
    }
  }

  @Override
  public @Nullable StageOutcome take(Duration wait) {
    try {
      String json = outcomes.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      return json == null ? null : StageOutcome.of(json);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String page() {
    return "";
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
