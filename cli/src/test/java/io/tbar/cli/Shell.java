package io.tbar.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Runs the real command in this process and keeps what it said. */
record Shell(int code, String out, String err) {

  static Shell tbar(String... args) {
    return tbar(() -> false, args);
  }

  static Shell tbar(BooleanSupplier cancelled, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Runner.run(Console.of(out, err, false, cancelled), args);
    return new Shell(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** A file among the golden values, data sets and models that tests read in place. */
  static Path shared(String path) {
    return Path.of(System.getProperty("tbar.shared")).resolve(path);
  }
}
