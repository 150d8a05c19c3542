package io.tbar.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** What Jazzer calls; the reader is named by the property {@code tbar.fuzz.target}. */
public final class JazzerTargets {
  private static final FuzzTarget TARGET =
      FuzzTarget.valueOf(
          Objects.requireNonNull(System.getProperty("tbar.fuzz.target"), "tbar.fuzz.target")
              .replace('-', '_')
              .toUpperCase(Locale.ROOT));

  private static final Path FOLDER = folder();

  private JazzerTargets() {}

  private static Path folder() {
    try {
      return Files.createTempDirectory("tbar-fuzz");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any bytes; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.judge(input, FOLDER);
  }
}
