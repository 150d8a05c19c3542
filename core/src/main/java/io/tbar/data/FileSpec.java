package io.tbar.data;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user gives for several files: ranges in braces and globs in the last part of the path. */
final class FileSpec {
  private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,9})\\.\\.(\\d{1,9})}");
  private static final int MAX_FILES = 1_000_000;

  private FileSpec() {}

  /**
   * The files in the order of their numbers, those of a glob in the order of their names.
   *
   * @throws TbarException BAD_INPUT where one of a range is missing or a glob finds nothing
   */
  static List<Path> expand(String spec) {
    try {
      Path literal = Path.of(spec);
      if (Files.exists(literal)) {
        return List.of(literal);
      }
    } catch (InvalidPathException e) {
      // On some systems a star is no character of a path; it may still be a glob.
    }
    List<Path> files = new ArrayList<>();
    for (String one : ranges(spec)) {
      files.addAll(isGlob(one) ? glob(one) : List.of(existing(one, spec)));
    }
    return files;
  }

  private static List<String> ranges(String spec) {
    Matcher range = RANGE.matcher(spec);
    if (!range.find()) {
      return List.of(spec);
    }
    String low = range.group(1);
    int first = Integer.parseInt(low);
    int last = Integer.parseInt(range.group(2));
    if (last < first || last - first >= MAX_FILES) {
      throw TbarException.badInput(
          "The range %s of %s is empty or too long: give the lower number first.",
          range.group(), spec);
    }
    String format = low.startsWith("0") ? "%0" + low.length() + "d" : "%d";
    List<String> all = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      String number = String.format(java.util.Locale.ROOT, format, i);
      all.addAll(ranges(spec.substring(0, range.start()) + number + spec.substring(range.end())));
    }
    return all;
  }

  private static boolean isGlob(String spec) {
    return spec.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  private static Path existing(String one, String spec) {
    Path file = Path.of(one);
    if (!Files.exists(file)) {
      throw TbarException.badInput(
          one.equals(spec)
              ? "The data set %s does not exist: give an image folder, tar shards, or a CSV file."
              : "The file %s of the range %s does not exist.",
          one,
          spec);
    }
    return file;
  }

  private static List<Path> glob(String spec) {
    int slash = spec.lastIndexOf('/');
    String folder = slash < 0 ? "" : spec.substring(0, slash + 1);
    String pattern = spec.substring(slash + 1);
    List<Path> files = new ArrayList<>();
    if (!isGlob(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), pattern)) {
        found.forEach(files::add);
      } catch (IOException | RuntimeException e) {
        throw TbarException.badInput("No file matches %s: %s.", spec, IoReason.of(e));
      }
    }
    if (files.isEmpty()) {
      throw TbarException.badInput(
          "No file matches %s (stars are understood in the last part of the path).", spec);
    }
    files.sort(null);
    return files;
  }
}
