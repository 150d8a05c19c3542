package io.tbar.cli;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of a command line as records keep them, and from a record back to words. */
final class Arguments {
  /** Where the outcome goes and how much is said changes nothing about it. */
  private static final Set<String> WITH_VALUE = Set.of("--out", "-o");

  private static final Set<String> FLAGS = Set.of("--force", "--json", "--quiet", "-q", "--debug");

  private static final int DEPTH = 4;

  private Arguments() {}

  /** Without the place of the output and what only concerns the screen. */
  static List<String> recorded(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (WITH_VALUE.contains(word)) {
        i++;
      } else if (!FLAGS.contains(word) && !word.startsWith("--out=")) {
        kept.add(word);
      }
    }
    return kept;
  }

  /**
   * Words whose files exist again: a name that is not there is looked for in the folders.
   *
   * @param names of the files that the record knows
   * @throws TbarException BAD_INPUT where one is nowhere
   */
  static List<String> found(List<String> words, Set<String> names, List<Path> folders) {
    List<String> out = new ArrayList<>();
    for (String word : words) {
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String value = word.substring(equals + 1);
      Path path = value.startsWith("-") ? null : existing(value, names, folders);
      out.add(path == null ? word : word.substring(0, equals + 1) + path);
    }
    return out;
  }

  private static @Nullable Path existing(String value, Set<String> names, List<Path> folders) {
    Path given = path(value);
    if (given == null || given.getFileName() == null) {
      return null;
    }
    String name = given.getFileName().toString();
    if (!names.contains(name)) {
      return null;
    }
    if (Files.exists(given)) {
      return given;
    }
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
        Path found =
            walk.filter(p -> p.getFileName() != null && p.getFileName().toString().equals(name))
                .sorted()
                .findFirst()
                .orElse(null);
        if (found != null) {
          return found;
        }
      } catch (IOException | UncheckedIOException e) {
        throw TbarException.badInput("The folder '%s' cannot be searched; check --search.", folder);
      }
    }
    throw TbarException.badInput(
        "'%s', which the record names, is not here; name a folder that holds it with --search.",
        name);
  }

  private static @Nullable Path path(String value) {
    try {
      return Path.of(value);
    } catch (java.nio.file.InvalidPathException e) {
      return null;
    }
  }
}
