package io.tbar.torch;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder that natives are unpacked into and loaded from: an absolute path, the user's own,
 * writable by nobody else, on a file system that libraries may be loaded from. Code of another user
 * would run as this one otherwise.
 */
final class NativeCache {
  /** JavaCPP's own setting, which {@link NativeSettings} fills. */
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private static final String ADVICE =
      " Name another folder, one that only you can write, with TBAR_CACHE=FOLDER.";
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int WRITABLE_BY_ALL = 0002;
  private static final int STICKY = 01000;

  /** Whom a container shows as the owner of folders of the machine's root. */
  private static final int UNMAPPED = 65534;

  private NativeCache() {}

  /**
   * The folder that was asked for, or the first of the usual ones that will do; made where it is
   * missing.
   *
   * @param environment of the process
   * @throws TbarException INTERNAL where none will do, with what to do
   */
  static Path choose(Map<String, String> environment) {
    String asked = asked(environment);
    if (asked != null) {
      Path folder = path(asked);
      String fault = folder == null ? "is no absolute path" : fault(folder);
      if (folder == null || fault != null) {
        throw refused(asked, String.valueOf(fault));
      }
      return folder;
    }
    String first = null;
    for (Path folder : usual(environment)) {
      String fault = fault(folder);
      if (fault == null) {
        return folder;
      }
      if (first == null) {
        first = "'" + folder + "' " + fault;
      }
    }
    throw new TbarException(
        TbarException.Kind.INTERNAL,
        "There is no place to unpack libtorch: "
            + (first == null ? "this user has no home folder" : first)
            + "."
            + ADVICE);
  }

  private static @Nullable String asked(Map<String, String> environment) {
    String own = System.getProperty(PROPERTY, "");
    String named = System.getProperty("tbar.cache", environment.getOrDefault("TBAR_CACHE", ""));
    return !named.isEmpty() ? named : own.isEmpty() ? null : own;
  }

  private static List<Path> usual(Map<String, String> environment) {
    List<Path> usual = new ArrayList<>();
    for (String home :
        List.of(environment.getOrDefault("HOME", ""), System.getProperty("user.home", ""))) {
      Path folder = path(home);
      if (folder != null && folder.getNameCount() > 0) {
        usual.add(folder.resolve(".javacpp").resolve("cache"));
      }
    }
    Path temporary = path(System.getProperty("java.io.tmpdir", ""));
    if (temporary != null) {
      usual.add(temporary.resolve("tbar-cache-" + user()));
    }
    return usual;
  }

  /** What speaks against a folder, as the end of a sentence about it; null where nothing does. */
  static @Nullable String fault(Path folder) {
    try {
      int user = user();
      Path there = folder.getParent();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      String unsafe = there == null ? null : placeFault(there.toRealPath(), user);
      if (unsafe != null) {
        return unsafe; // and nothing is left there
      }
      make(folder);
      Path real = folder.toRealPath();
      int owner = number(real, "uid");
      if (owner >= 0) {
        if (owner != user) {
          return "belongs to another user (number " + owner + ")";
        }
        if ((number(real, "mode") & WRITABLE_BY_OTHERS) != 0) {
          return "can be written by other users (chmod go-w would change that)";
        }
        String place = placeFault(real.getParent(), user);
        if (place != null) {
          return place;
        }
      }
      if (!Files.isWritable(real)) {
        return "cannot be written";
      }
      return noExec(real)
          ? "lies on a file system that is mounted noexec, from which no library can be loaded"
          : null;
    } catch (IOException e) {
      return "cannot be made or written";
    }
  }

  /**
   * What speaks against a library that the user named: it must be the user's or the root's, and
   * nobody else may change it or put another in its place. A group may write it, as Python's
   * installers leave it.
   *
   * @param library its real path
   * @return the end of a sentence about it; null where nothing speaks against it
   */
  static @Nullable String libraryFault(Path library) throws IOException {
    int owner = number(library, "uid");
    if (owner >= 0 && owner != user() && owner != 0 && owner != UNMAPPED) {
      return "belongs to another user (number " + owner + ")";
    }
    if (owner >= 0 && (number(library, "mode") & WRITABLE_BY_ALL) != 0) {
      return "can be written by every user";
    }
    return placeFault(library.getParent(), user());
  }

  private static @Nullable String placeFault(@Nullable Path first, int user) throws IOException {
    for (Path above = first; above != null; above = above.getParent()) {
      int whose = number(above, "uid");
      int mode = number(above, "mode");
      if (whose >= 0
          && (whose != user && whose != 0 && whose != UNMAPPED
              || (mode & WRITABLE_BY_ALL) != 0 && (mode & STICKY) == 0)) {
        return "lies in '" + above + "', where other users can put another in its place";
      }
    }
    return null;
  }

  /** Every folder that is missing, for this user alone. */
  private static void make(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      make(parent);
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** The number of the user who runs this process; -1 where the system has none. */
  static int user() {
    try {
      Path self = Path.of("/proc/self");
      if (Files.exists(self)) {
        return number(self.toRealPath(), "uid");
      }
      Path probe = Files.createTempFile("tbar", ".uid");
      try {
        return number(probe, "uid");
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return -1;
    }
  }

  /** An attribute of a file on Unix, or -1 elsewhere. */
  static int number(Path path, String attribute) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return -1;
    }
    return ((Number) Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS))
        .intValue();
  }

  private static boolean noExec(Path real) {
    Path mounts = Path.of("/proc/self/mounts");
    String options = "";
    int longest = -1;
    try {
      if (!Files.isReadable(mounts)) {
        return false;
      }
      for (String line : Files.readAllLines(mounts, java.nio.charset.StandardCharsets.ISO_8859_1)) {
        String[] parts = line.split(" ");
        if (parts.length > 3) {
          Path at = path(parts[1].replace("\\040", " "));
          if (at != null && real.startsWith(at) && at.getNameCount() >= longest) {
            longest = at.getNameCount();
            options = parts[3];
          }
        }
      }
    } catch (IOException e) {
      return false;
    }
    return List.of(options.split(",")).contains("noexec");
  }

  private static @Nullable Path path(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path.normalize() : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static TbarException refused(String folder, String fault) {
    return new TbarException(
        TbarException.Kind.INTERNAL,
        "The folder for libtorch '"
            + folder
            + "' "
            + fault
            + ", so nothing is loaded from it."
            + ADVICE);
  }
}
