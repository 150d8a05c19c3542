package io.tbar.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The parts of one batch side by side, each on a thread of its own that computes alone.
 *
 * <p>A tower is hundreds of short operations. Shared by several threads, each of them ends in a
 * wait for the slowest; parts that never meet before the end have no such waits (docs/engine.md).
 */
public final class Lanes {
  /** Smaller parts make products so narrow that a thread alone is slow at them too. */
  private static final int LEAST = 4;

  private static final ExecutorService POOL = Executors.newCachedThreadPool(Lane::new);
  private static int running;
  private static int held;

  private Lanes() {}

  /** Keeps every batch of the process whole until it is closed. */
  public static final class Hold implements AutoCloseable {
    private boolean closed;

    private Hold() {}

    @Override
    public void close() {
      synchronized (Lanes.class) {
        held -= closed ? 0 : 1;
        closed = true;
      }
    }
  }

  /** For work of which libtorch allows one at a time in the whole process. */
  public static synchronized Hold hold() {
    held++;
    return new Hold();
  }

  /** What is done with the elements from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Part<R> {
    R of(int from, int to);
  }

  /**
   * Runs the work on even parts of a batch, one for each compute thread, or on the whole of it in
   * the calling thread where there is one compute thread, a card, or little to do. Where one part
   * fails, the results of the others are closed if they can be.
   *
   * @param size elements, at least 1
   * @param work called from several threads at once; guards and scopes of the caller do not hold
   *     there
   * @return the results in the order of the parts
   */
  public static <R> List<R> run(int size, Part<R> work) {
    return run(size, Integer.MAX_VALUE, work);
  }

  /**
   * As above.
   *
   * @param most parts at most: with more compute threads than that the batch stays whole
   */
  public static <R> List<R> run(int size, int most, Part<R> work) {
    int lanes = count(size, most);
    List<Callable<R>> parts = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      int from = (int) ((long) size * i / lanes);
      int to = (int) ((long) size * (i + 1) / lanes);
      parts.add(() -> work.of(from, to));
    }
    return together(parts);
  }

  /** As above, of a list. */
  public static <T, R> List<R> of(List<T> items, Function<List<T>, R> work) {
    return run(items.size(), (from, to) -> work.apply(items.subList(from, to)));
  }

  /**
   * Goes on with what the parts of a batch came to, again side by side.
   *
   * @param parts results of {@link #run}
   */
  public static <T, R> List<R> again(List<T> parts, Function<T, R> work) {
    return together(parts.stream().<Callable<R>>map(part -> () -> work.apply(part)).toList());
  }

  private static <R> List<R> together(List<Callable<R>> parts) {
    if (parts.size() == 1) {
      return List.of(here(parts.get(0)));
    }
    enter();
    try {
      return all(parts.stream().map(POOL::submit).toList());
    } finally {
      leave();
    }
  }

  private static <R> R here(Callable<R> part) {
    try {
      return part.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parts that a batch of this size is worked on in. */
  public static int count(int size) {
    return count(size, Integer.MAX_VALUE);
  }

  static int count(int size, int most) {
    int threads = Engine.threads();
    boolean together =
        threads < 2
            || held()
            || threads > most
            || size / threads < LEAST
            || !ComputeDevice.name().equals("cpu")
            || !ComputeThreads.apart()
            || Thread.currentThread() instanceof Lane;
    return together ? 1 : threads;
  }

  /** Waits for every part, whatever becomes of the others: what they use may be freed then. */
  private static <R> List<R> all(List<Future<R>> parts) {
    List<R> results = new ArrayList<>();
    Throwable failure = null;
    boolean interrupted = false;
    for (int i = 0; i < parts.size(); ) {
      try {
        results.add(parts.get(i).get());
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
        i++;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      results.forEach(Lanes::close);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return results;
  }

  private static void close(Object result) {
    if (result instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static synchronized boolean held() {
    return held > 0;
  }

  private static synchronized void enter() {
    if (running++ == 0) {
      ComputeThreads.blas(1);
    }
  }

  private static synchronized void leave() {
    if (--running == 0) {
      ComputeThreads.blas(Engine.threads());
    }
  }

  private static final class Lane extends Thread {
    Lane(Runnable work) {
      super(work, "tbar-lane");
      setDaemon(true);
    }

    @Override
    public void run() {
      ComputeThreads.aloneHere();
      super.run();
    }
  }
}
