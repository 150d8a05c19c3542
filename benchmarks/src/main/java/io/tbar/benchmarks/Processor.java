package io.tbar.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the processor says of itself. */
final class Processor {
  private static final Path INFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Whether it has instructions for products in bf16; true where the system does not tell. */
  static boolean multipliesBf16() {
    if (!Files.isReadable(INFO)) {
      return true;
    }
    try {
      String all = Files.readString(INFO);
      return all.contains("avx512_bf16") || all.contains("amx_bf16") || all.contains(" bf16");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
