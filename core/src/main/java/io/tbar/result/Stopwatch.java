package io.tbar.result;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Runs from its creation; tells what the run cost so far. */
final class Stopwatch {
  private final Instant started = Instant.now();
  private final long nanos = System.nanoTime();
  private final @Nullable Double cpuAtStart = cpuSeconds();

  Timing timing() {
    double seconds = Math.round((System.nanoTime() - nanos) / 1e6) / 1e3;
    Double cpu = cpuSeconds();
    Double spent =
        cpu == null || cpuAtStart == null ? null : Math.round((cpu - cpuAtStart) * 1e3) / 1e3;
    return new Timing(
        started.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, spent, peakBytes());
  }

  private static @Nullable Double cpuSeconds() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long cpu = system.getProcessCpuTime();
      return cpu < 0 ? null : cpu / 1e9;
    }
    return null;
  }

  /** Java's own memory beans do not see native tensors, so the kernel is asked. */
  private static @Nullable Long peakBytes() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return null;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return null;
    }
    return null;
  }
}
