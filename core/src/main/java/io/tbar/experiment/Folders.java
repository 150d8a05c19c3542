package io.tbar.experiment;

import io.tbar.base.FileErrors;
import io.tbar.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole folders: their digests, their end. */
final class Folders {
  private Folders() {}

  /** SHA-256 of each file at any depth, by its path from the folder with forward slashes. */
  static Map<String, String> digests(Path folder) {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : walk(folder)) {
      if (Files.isRegularFile(file)) {
        digests.put(folder.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
      }
    }
    return digests;
  }

  /** Bytes of all files at any depth. */
  static long bytes(Path folder) {
    return walk(folder).stream()
        .filter(Files::isRegularFile)
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  static void delete(Path folder) {
    for (Path path : walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        throw FileErrors.writing(path, e);
      }
    }
  }

  private static List<Path> walk(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.toList();
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }
}
