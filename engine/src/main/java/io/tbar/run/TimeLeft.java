package io.tbar.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is left of a limit of time, less what is kept for writing down what was found. */
final class TimeLeft {
  /** Measuring, drawing and writing at the end, in passes over all pictures. */
  private static final int PASSES = 2;

  private final @Nullable Duration most;
  private final long began = System.nanoTime();
  private long reserved;

  TimeLeft(@Nullable Duration most) {
    this.most = most;
  }

  /** Does something that costs one pass over all pictures, and keeps time for what is to come. */
  void reserve(Runnable pass) {
    long from = System.nanoTime();
    pass.run();
    reserved = PASSES * (System.nanoTime() - from);
  }

  /** Null for no limit; never zero, so that what comes next ends at its first step. */
  @Nullable Duration left() {
    if (most == null) {
      return null;
    }
    long left = most.toNanos() - (System.nanoTime() - began) - reserved;
    return Duration.ofNanos(Math.max(1, left));
  }
}
