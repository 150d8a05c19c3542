package io.tbar.experiment;

import io.tbar.base.AtomicOutput;
import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.data.ClassNames;
import io.tbar.data.DataSets;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Digests of what comes from outside: files, folders, data sets. A file whose path, size and time
 * are those of before is not read again.
 */
public final class InputDigests {
  private final Path cache;
  private final Progress progress;
  private final Map<String, String> known = new TreeMap<>();
  private final Map<String, String> sets = new HashMap<>();
  private final Map<String, ImageData> opened = new HashMap<>();
  private boolean changed;
  private long hashed;

  /**
   * @param cache file to remember digests in, which may not exist yet
   */
  public InputDigests(Path cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
    if (Files.exists(cache)) {
      try (Stream<String> lines = Files.lines(cache)) {
        lines
            .map(line -> line.split("\t", 2))
            .filter(parts -> parts.length == 2 && parts[0].matches("[0-9a-f]{64}"))
            .forEach(parts -> known.put(parts[1], parts[0]));
      } catch (IOException e) {
        throw FileErrors.reading(cache, e);
      }
    }
  }

  /** The digest of a file, or of the names and contents of all files of a folder. */
  public String of(Path path) {
    if (!Files.isDirectory(path)) {
      return file(path);
    }
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        lines.append(path.relativize(file).toString().replace('\\', '/'));
        lines.append('\t').append(file(file)).append('\n');
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
    return text(lines);
  }

  /** An opened data set, kept: many cells use the same. */
  public ImageData data(String spec, ClassNames classes) {
    return opened.computeIfAbsent(
        spec + "\n" + classes.names(), key -> DataSets.open(spec, classes));
  }

  /**
   * The digest of a data set: key, label and file of every sample, and the files that it was named
   * by.
   */
  public String of(String spec, ClassNames classes) {
    String key = spec + "\n" + classes.names();
    String digest = sets.get(key);
    if (digest == null) {
      digest = digest(data(spec, classes), spec);
      sets.put(key, digest);
    }
    return digest;
  }

  private String digest(ImageData data, String spec) {
    StringBuilder lines = new StringBuilder();
    for (Path file : DataSets.files(spec)) {
      if (Files.isRegularFile(file)) {
        lines.append(file(file)).append('\n');
      }
    }
    Path last = null;
    String digest = "";
    for (Sample sample : data.samples()) {
      Path file = sample.source().file();
      if (!file.equals(last)) {
        digest = file(file);
        last = file;
      }
      lines.append(sample.key()).append('\t').append(sample.label()).append('\t');
      lines.append(sample.source().offset()).append('\t').append(digest).append('\n');
    }
    return text(lines);
  }

  private String file(Path file) {
    try {
      String key =
          Files.size(file)
              + "\t"
              + Files.getLastModifiedTime(file).toMillis()
              + "\t"
              + file.toAbsolutePath().normalize();
      String digest = known.get(key);
      if (digest == null) {
        progress.check();
        progress.update("hashing the inputs", ++hashed, -1);
        digest = Sha256.of(file);
        known.put(key, digest);
        changed = true;
      }
      return digest;
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }

  /** Writes what is known to the cache. */
  public void save() {
    if (!changed) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    known.forEach((key, digest) -> lines.append(digest).append('\t').append(key).append('\n'));
    AtomicOutput.replaceFile(cache, file -> Files.writeString(file, lines));
    changed = false;
  }

  private static String text(CharSequence lines) {
    return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
