package io.tbar.result;

import org.jspecify.annotations.Nullable;

/**
 * What a run cost.
 *
 * @param started start in UTC, ISO 8601 to the second
 * @param seconds wall clock seconds
 * @param cpuSeconds processor seconds over all threads, or null where the system does not tell
 * @param peakBytes largest resident memory of the process, or null where the system does not tell
 */
public record Timing(
    String started, double seconds, @Nullable Double cpuSeconds, @Nullable Long peakBytes) {
  public Timing {
    Settings.finite("seconds", seconds);
    if (cpuSeconds != null) {
      Settings.finite("cpuSeconds", cpuSeconds);
    }
  }
}
