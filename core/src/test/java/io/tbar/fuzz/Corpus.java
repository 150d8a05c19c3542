package io.tbar.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs that a campaign begins with: valid ones, and those that once failed. */
final class Corpus {
  private static final Path ROOT = Path.of("src", "test", "resources", "fuzz");

  private Corpus() {}

  /** Files of a target in the order of their names. */
  static List<Path> files(FuzzTarget target) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(target.folderName()))) {
      return files.sorted().toList();
    }
  }
}
