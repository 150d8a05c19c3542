package io.tbar.invert;

import io.tbar.base.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a search at its next step when the time is up, as if asked to, so that it saves first. */
final class Deadline implements Progress {
  /** The search did not come to its end. */
  static final class TimeUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Progress listener;
  private final @Nullable Duration most;
  private final long began = System.nanoTime();

  /**
   * @param most from now on, or null for no limit
   */
  Deadline(Progress listener, @Nullable Duration most) {
    this.listener = listener;
    this.most = most;
  }

  boolean over() {
    return most != null && System.nanoTime() - began >= most.toNanos();
  }

  @Override
  public void update(String stage, long done, long total) {
    listener.update(stage, done, total);
  }

  @Override
  public void note(String message) {
    listener.note(message);
  }

  @Override
  public boolean cancelled() {
    return over() || listener.cancelled();
  }

  @Override
  public void check() {
    listener.check();
    if (over()) {
      throw new TimeUp();
    }
  }
}
