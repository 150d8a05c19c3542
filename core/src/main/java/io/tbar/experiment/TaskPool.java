package io.tbar.experiment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Nodes that compute stages: takes tasks, gives outcomes back in any order. */
public interface TaskPool extends AutoCloseable {
  /** Begins a task as soon as there is a free place. */
  void submit(StageTask task);

  /**
   * @return a task's outcome, or null where none came in the time
   */
  @Nullable StageOutcome take(Duration wait);

  /** Where the cluster shows what it does, or empty. */
  String page();

  @Override
  void close();

  /** Opens pools; found as a service. */
  interface Opener {
    /**
     * @param master where the cluster is, in the cluster's own words
     * @param store folder of the stages
     * @param name what the cluster shows
     * @param cores a task
     */
    TaskPool open(String master, java.nio.file.Path store, String name, int cores);
  }
}
