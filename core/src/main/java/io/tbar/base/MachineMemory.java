package io.tbar.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that a process may still take before the machine, or its container, has none. */
public final class MachineMemory {
  /** System property, bytes: what a smaller machine would have, to see what it would say. */
  public static final String PROPERTY = "tbar.memory";

  private static final Path INFO = Path.of("/proc/meminfo");
  private static final Path CONTAINER = Path.of("/sys/fs/cgroup");

  private MachineMemory() {}

  /** Bytes, swap included; {@link Long#MAX_VALUE} where the system does not tell. */
  public static long available() {
    Long given = Long.getLong(PROPERTY);
    if (given != null) {
      return given;
    }
    return Math.min(machine(), container());
  }

  private static long machine() {
    long memory = line(INFO, "MemAvailable:");
    return memory < 0 ? Long.MAX_VALUE : 1024 * (memory + Math.max(0, line(INFO, "SwapFree:")));
  }

  private static long container() {
    long most = number(CONTAINER.resolve("memory.max"));
    long used = number(CONTAINER.resolve("memory.current"));
    return most < 0 || used < 0 ? Long.MAX_VALUE : Math.max(0, most - used);
  }

  /** Bytes that this process has held at most so far, or -1 where the system does not tell. */
  public static long peak() {
    long peak = line(Path.of("/proc/self/status"), "VmHWM:");
    return peak < 0 ? -1 : 1024 * peak;
  }

  private static long line(Path file, String key) {
    if (!Files.isReadable(file)) {
      return -1;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
    return -1;
  }

  /** A file of one number; -1 where there is none, or the word for no limit. */
  private static long number(Path file) {
    try {
      return Files.isReadable(file) ? Long.parseLong(Files.readString(file).strip()) : -1;
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }
}
