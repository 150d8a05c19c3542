package io.tbar;

import io.tbar.base.Progress;
import io.tbar.run.CostEstimate;
import io.tbar.torch.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks: the front door for Java.
 *
 * <pre>{@code
 * Model suspect = Model.of(Path.of("suspect"), Path.of("classes.txt"));
 * try (Tbar tbar = Tbar.open()) {
 *   CleanResult done =
 *       tbar.run(Clean.of(suspect, "images.tar").trigger("sig", "airplane"), Path.of("cleaned"));
 * }
 * }</pre>
 *
 * <p>A task leaves the folder that its command leaves, whole or not at all. What is wrong with an
 * input comes as a {@link io.tbar.base.TbarException} of one sentence. Any thread may call; since
 * libtorch's threads are the process's own, tasks run one after the other.
 */
public final class Tbar implements AutoCloseable {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private volatile Progress listener = Progress.silent();
  private volatile boolean replacing;
  private volatile boolean stopped;

  private Tbar() {}

  /** Nothing is loaded before the first task. */
  public static Tbar open() {
    return new Tbar();
  }

  /** Tells a listener about long work, and lets it stop it. */
  public Tbar listener(Progress heard) {
    listener = heard;
    return this;
  }

  /** Whether an output that tbar wrote may be replaced; never anything else. */
  public Tbar replacing(boolean value) {
    replacing = value;
    return this;
  }

  /**
   * Runs a task that needs no output: {@link Evaluate}, {@link Audit}.
   *
   * @throws io.tbar.base.TbarException USAGE for a task that writes files
   */
  public <R> R run(Task<R> task) {
    return go(task, null);
  }

  /**
   * Runs a task.
   *
   * @param out folder, which must not exist
   * @throws io.tbar.base.TbarException CANCELLED where it was stopped; nothing is written then
   */
  public <R> R run(Task<R> task, Path out) {
    return go(task, out);
  }

  /**
   * What an audit would take: passes at most, seconds by a measured second of this machine, memory.
   *
   * @return one for each checkpoint
   */
  public List<CostEstimate> cost(Audit task) {
    return told(task, progress -> TaskRuns.cost(task, progress));
  }

  /** What a cleaning would take. */
  public CostEstimate cost(Clean task) {
    return told(task, progress -> CleanTask.cost(task, progress));
  }

  private <R> R told(Task<?> task, Function<Progress, R> asked) {
    Progress told = stoppable();
    ONE_AT_A_TIME.lock();
    try {
      told.check();
      Engine.prefer(task.compute().device());
      return asked.apply(told);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  @SuppressWarnings("unchecked") // a task says itself what comes out of it
  private <R> R go(Task<R> task, @Nullable Path out) {
    return told(task, progress -> (R) new TaskRuns(out, replacing, progress).run(task));
  }

  private Progress stoppable() {
    Progress heard = listener;
    return new Progress() {
      @Override
      public void update(String stage, long done, long total) {
        heard.update(stage, done, total);
      }

      @Override
      public void note(String message) {
        heard.note(message);
      }

      @Override
      public boolean cancelled() {
        return stopped || heard.cancelled();
      }
    };
  }

  /** Ends the task that runs, if any, within a step; from any thread. */
  @Override
  public void close() {
    stopped = true;
  }
}
