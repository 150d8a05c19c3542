package io.tbar.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inputs are plain files: a pipe would be waited for for ever, a device read for ever. */
public final class PlainFile {
  private PlainFile() {}

  /**
   * @throws TbarException BAD_INPUT where something that is no plain file lies there; what is
   *     missing passes
   */
  public static void require(Path file) {
    requireOrFolder(file);
    if (Files.isDirectory(file)) {
      throw TbarException.badInput("'%s' is a folder, no file. Name a file in it.", file);
    }
  }

  /**
   * @throws TbarException BAD_INPUT where a pipe, a device or a socket lies there
   */
  public static void requireOrFolder(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw TbarException.badInput(
          "'%s' is no plain file but a pipe, a device or a socket, which is not read. Write what it"
              + " gives into a file and name that.",
          path);
    }
  }

  /**
   * The bytes of a small file.
   *
   * @param most bytes that it may have
   * @throws TbarException BAD_INPUT where it is no plain file or larger
   */
  public static byte[] bytes(Path file, long most) {
    require(file);
    try {
      long size = Files.size(file);
      if (size > most) {
        throw TbarException.badInput(
            "'%s' has %,d bytes, more than the %,d that such a file may have.", file, size, most);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.reading(file, e);
    }
  }
}
