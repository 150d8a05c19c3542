package io.tbar.cli;

import io.tbar.base.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Progress on stderr: one redrawn line with a bar and the time left on a terminal; elsewhere a line
 * every ten seconds at most.
 */
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int BAR = 24;

  private final Console console;
  private final boolean quiet;
  private final LongSupplier clock;
  private final long begun;
  private @Nullable String stage;
  private long stageBegan;
  private long drawn;
  private boolean lineOpen;

  ConsoleProgress(Console console, boolean quiet) {
    this(console, quiet, System::nanoTime);
  }

  /**
   * @param clock nanoseconds, for tests
   */
  ConsoleProgress(Console console, boolean quiet, LongSupplier clock) {
    this.console = console;
    this.quiet = quiet;
    this.clock = clock;
    this.begun = clock.getAsLong();
    this.drawn = begun;
  }

  @Override
  public void update(String newStage, long done, long total) {
    long now = clock.getAsLong();
    if (!newStage.equals(stage)) {
      stage = newStage;
      stageBegan = now;
      if (console.live()) {
        drawn = now - REDRAW_NANOS; // show a new stage at once
      }
    }
    boolean due = now - drawn >= (console.live() ? REDRAW_NANOS : LINE_NANOS);
    if (quiet || !(due || (console.live() && done == total))) {
      return;
    }
    drawn = now;
    String text = line(newStage, done, total, now);
    if (console.live()) {
      console.erase();
      console.err().print(text);
      console.err().flush();
      lineOpen = true;
    } else {
      console.err().println(text);
    }
  }

  @Override
  public void note(String message) {
    if (!quiet) {
      erase();
      console.err().println(message);
    }
  }

  @Override
  public boolean cancelled() {
    return console.cancelled().getAsBoolean();
  }

  @Override
  public void close() {
    erase();
  }

  private void erase() {
    if (lineOpen) {
      console.erase();
      lineOpen = false;
    }
  }

  private String line(String name, long done, long total, long now) {
    StringBuilder text = new StringBuilder(name);
    if (total > 0) {
      int filled = (int) (BAR * Math.min(done, total) / total);
      text.append("  [").append("#".repeat(filled)).append(".".repeat(BAR - filled)).append("] ");
      text.append(String.format(Locale.ROOT, "%3d %%", 100 * Math.min(done, total) / total));
    } else {
      text.append(String.format(Locale.ROOT, "  %,d", done));
    }
    long spent = now - stageBegan;
    if (total > 0 && done > 0 && done < total && spent > 500_000_000L) {
      double left = (double) spent / done * (total - done);
      text.append("  ").append(Durations.clock((long) left)).append(" left");
    } else if (now - begun >= LINE_NANOS) {
      text.append("  ").append(Durations.clock(now - begun)).append(" so far");
    }
    return text.toString();
  }
}
