package io.tbar.result;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One input or output of a run, known by content.
 *
 * @param role what the run used it for: "model", "images", "classes", "trigger", "cleaned model", …
 * @param name file or folder name alone, never a path
 * @param sha256 64 lower-case hexadecimal digits: of a file its bytes, of a model its tensors, of a
 *     data set its manifest of content hashes
 * @param bytes size, or null where it has no single one
 * @param samples number of images or lines, or null where that means nothing
 */
public record FileRecord(
    String role, String name, String sha256, @Nullable Long bytes, @Nullable Long samples) {
  public FileRecord {
    name = Settings.fileName(name);
    Settings.digest(sha256);
  }

  public static FileRecord file(String role, Path file, String sha256, long bytes) {
    return new FileRecord(role, file.toString(), sha256, bytes, null);
  }

  public static FileRecord data(String role, String name, String sha256, long samples) {
    return new FileRecord(role, name, sha256, null, samples);
  }
}
