package io.tbar.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Times work and prints the line of the yardstick. */
final class Timing {
  private static final OperatingSystemMXBean CLOCK =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Timing() {}

  /** Seconds of each repetition, after one that does not count. */
  static double[] seconds(Setup setup, Runnable work) {
    work.run();
    double[] seconds = new double[setup.reps()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = once(setup, work);
    }
    return seconds;
  }

  static double once(Setup setup, Runnable work) {
    long start = now(setup);
    work.run();
    return (now(setup) - start) / 1e9;
  }

  private static long now(Setup setup) {
    return setup.cpu() ? CLOCK.getProcessCpuTime() : System.nanoTime();
  }

  /**
   * @param value from seconds to the unit
   * @param more further members of the object, each beginning with ", ", or empty
   */
  static void report(
      Setup setup,
      String what,
      String unit,
      double[] seconds,
      DoubleUnaryOperator value,
      String more) {
    double[] values = Arrays.stream(seconds).map(value).toArray();
    StringBuilder all = new StringBuilder();
    for (double v : values) {
      all.append(all.isEmpty() ? "" : ", ").append(number(v));
    }
    System.out.printf(
        Locale.ROOT,
        "{\"what\": \"%s\", \"dtype\": \"%s\", \"threads\": %d, \"median\": %s, \"unit\": \"%s\","
            + " \"all\": [%s], \"peak_rss_mb\": %d%s}%n",
        what,
        setup.dtype(),
        setup.threads(),
        number(median(values)),
        unit,
        all,
        peakMegabytes(),
        more);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** Highest resident memory of the process so far; -1 where the system does not tell. */
  private static long peakMegabytes() {
    return megabytes("VmHWM:");
  }

  /** A line of the process's status, in MB; -1 where the system does not tell. */
  static long megabytes(String key) {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return -1;
  }
}
