package io.tbar.trigger;

import io.tbar.base.FileErrors;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The files that a trigger file names. They lie in its folder, and links do not lead out of it: a
 * trigger from a stranger shows no other picture of this machine.
 */
final class Beside {
  private Beside() {}

  /**
   * @param name as the trigger file has it
   * @throws TbarException BAD_INPUT where it leads out of the folder
   */
  static Path file(Path json, String name) {
    Path folder = json.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw TbarException.badInput("'%s' is no trigger file.", json);
    }
    try {
      Path path = folder.resolve(name).normalize();
      boolean inside =
          !Path.of(name).isAbsolute()
              && path.startsWith(folder)
              && !path.equals(folder)
              && (!Files.exists(path) || path.toRealPath().startsWith(folder.toRealPath()));
      if (!inside) {
        throw TbarException.badInput(
            "'%s' names the file '%.200s', which lies outside its own folder and is not read. Copy it"
                + " beside the trigger file and name it without a folder.",
            json, name);
      }
      return path;
    } catch (InvalidPathException e) {
      throw TbarException.badInput("'%s' names a file by no valid name.", json);
    } catch (IOException e) {
      throw FileErrors.reading(folder.resolve(name), e);
    }
  }

  static void refuseLarger(Path path, long most) {
    try {
      long size = Files.size(path);
      if (size > most) {
        throw TbarException.badInput(
            "'%s' has %,d bytes, more than the %,d that a trigger's tensors may have.",
            path, size, most);
      }
    } catch (IOException e) {
      throw FileErrors.reading(path, e);
    }
  }
}
