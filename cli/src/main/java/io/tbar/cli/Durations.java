package io.tbar.cli;

import java.util.Locale;

/** Times for people. */
final class Durations {
  private Durations() {}

  /** Nanoseconds as m:ss, or h:mm:ss from an hour on. */
  static String clock(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
