package io.tbar.cli;

import io.tbar.base.TbarException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times for people. */
final class Durations {
  private Durations() {}

  /**
   * A time as a person writes it: 90s, 10m, 1h, 1h30m; a bare number is seconds.
   *
   * @param option for the message
   */
  static Duration parse(String option, String text) {
    try {
      String iso = "PT" + text.strip().toUpperCase(Locale.ROOT);
      Duration time = Duration.parse(iso.matches("PT[0-9.]+") ? iso + "S" : iso);
      if (!time.isNegative() && !time.isZero()) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Told below, as for times that are none.
    }
    throw TbarException.usage("%s is '%s'; give a time such as 90s, 10m or 1h.", option, text);
  }

  /** Nanoseconds as m:ss, or h:mm:ss from an hour on. */
  static String clock(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
