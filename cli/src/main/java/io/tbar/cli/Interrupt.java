package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.base.TbarException.Kind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C and kill: asks the work to stop, waits for it to clean up, ends with 130.
 *
 * <p>A shutdown hook and not a signal handler, because that is the portable way and also covers a
 * closed terminal.
 */
final class Interrupt implements BooleanSupplier {
  /**
   * Longest wait for the step at hand; a native kernel, or a read that never ends, cannot be
   * stopped in the middle, and nobody waits longer than two seconds for Ctrl-C.
   */
  private static final long PATIENCE_MILLIS = 1500;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean asked;
  private volatile int exitCode = Kind.CANCELLED.exitCode();

  private Interrupt() {}

  static Interrupt install() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::shutDown, "interrupt"));
    return interrupt;
  }

  /** Whether the user asked to stop. */
  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  /** The work is over, and the process would end with this code. */
  void finished(int code) {
    exitCode = code;
    done.countDown();
  }

  private void shutDown() {
    if (done.getCount() == 0) {
      return; // an ordinary end
    }
    asked = true;
    try {
      if (!done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        // The work goes on until the very end and may have begun something anew.
        AtomicOutput.discardUnfinished();
        System.err.println("tbar: Stopped in the middle of a step; nothing was written.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The JVM would report 128 + signal; the documented code is the same for every way to stop.
    Runtime.getRuntime().halt(exitCode);
  }
}
