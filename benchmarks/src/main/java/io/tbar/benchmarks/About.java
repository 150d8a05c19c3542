package io.tbar.benchmarks;

import io.tbar.torch.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Prints what a table of speeds was measured with: processor, versions, day. */
public final class About {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private About() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Engine.start(1);
    System.out.printf(
        Locale.ROOT,
        "%s, %d processors; libtorch %s; Java %s; %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        Engine.version(),
        System.getProperty("java.version"),
        LocalDate.now(ZoneOffset.UTC));
  }

  private static String processor() throws IOException {
    if (!Files.exists(PROCESSOR)) {
      return System.getProperty("os.arch");
    }
    try (var lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    }
  }
}
