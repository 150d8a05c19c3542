package io.tbar.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tbar wrote itself, told by what it leaves: a note at every folder with the files in it, a
 * note at every file or an entry in it. Only that is ever replaced.
 *
 * <p>Notes are extended attributes, so that a checkpoint's folder holds the checkpoint and nothing
 * else; where the file system keeps none, a folder gets a small file.
 */
final class OwnOutput {
  /** The list of a folder's files where the file system keeps no notes. */
  static final String LIST = ".tbar";

  /** Longest note that every file system keeps; a longer list is known by its digest. */
  private static final int LONGEST_NOTE = 3000;

  private static final String DIGEST = "sha256 ";
  private static final String NOTE = "tbar";
  private static final int LOOK = 1 << 16;
  private static final long LARGEST_LIST = 1 << 24;

  /** Records by which folders of versions without a list are known. */
  private static final List<String> RECORDS =
      List.of("result.json", "audit.json", "summary.json", "vectors.json");

  /** How a file of ours begins, byte for byte as ISO-8859-1. */
  private static final Map<String, Pattern> BEGINNINGS =
      Map.of(
          "safetensors",
          Pattern.compile("(?s).{8}\\{\"__metadata__\":\\{[^}]*\"tbar[^\"]*\":.*"),
          "JSON",
          Pattern.compile("(?s)\\s*\\{\\s*\"(format|\\$schema|schema)\"\\s*:\\s*\"[^\"]*tbar.*"),
          "PNG",
          Pattern.compile("(?s)\\u0089PNG\\r\\n\\u001a\\n.*tEXtDescription\\x00Trigger .*"));

  private OwnOutput() {}

  /** Notes at a finished folder which files are in it. */
  static void markFolder(Path folder) throws IOException {
    String list = String.join("\n", files(folder)) + "\n";
    String note = list.length() <= LONGEST_NOTE ? list : DIGEST + digest(list);
    if (!write(folder, note)) {
      Files.writeString(folder.resolve(LIST), list);
    }
  }

  /**
   * Refuses to replace what is no plain file or folder, or was not written by tbar.
   *
   * @param target exists
   */
  static void requireReplaceable(Path target) {
    requirePlain(target);
    try {
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        requireOwnFolder(target);
      } else if (Files.size(target) > 0 && !ownFile(target)) {
        throw TbarException.badInput(
            "'%s' is not known to be written by tbar, so --force does not replace it. Choose another output,"
                + " or remove it yourself.",
            target);
      }
    } catch (IOException e) {
      throw FileErrors.reading(target, e);
    }
  }

  /** Refuses a device, a pipe or a link as an output. */
  static void requirePlain(Path target) {
    if (Files.isSymbolicLink(target)) {
      throw TbarException.badInput(
          "The output '%s' is a link, which is never written through or replaced. Name the place"
              + " itself, or another one.",
          target);
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw TbarException.badInput(
          "The output '%s' is no plain file but a device or a pipe, which is never replaced."
              + " Choose another name.",
          target);
    }
  }

  private static void requireOwnFolder(Path folder) throws IOException {
    Set<String> found = files(folder);
    if (found.isEmpty()) {
      return;
    }
    String note = read(folder);
    Path list = folder.resolve(LIST);
    if (note == null
        && Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)
        && Files.size(list) <= LARGEST_LIST) {
      note = Files.readString(list);
      found.remove(LIST);
    }
    if (note == null) {
      requireRecord(folder);
    } else if (note.startsWith(DIGEST)) {
      if (!note.equals(DIGEST + digest(String.join("\n", found) + "\n"))) {
        throw TbarException.badInput(
            "The folder '%s' does not hold the very files that tbar wrote into it, so --force does"
                + " not replace it. Choose another output, or remove it yourself.",
            folder);
      }
    } else {
      note.lines().forEach(found::remove);
      if (!found.isEmpty()) {
        throw TbarException.badInput(
            "The folder '%s' holds '%s'%s, which tbar did not write, so --force does not replace it."
                + " Move that away, or choose another output.",
            folder,
            found.iterator().next(),
            found.size() == 1 ? "" : " and " + (found.size() - 1) + " more");
      }
    }
  }

  /** A folder without a note may be a copy, or an earlier version's. */
  private static void requireRecord(Path folder) throws IOException {
    for (String record : RECORDS) {
      Path file = folder.resolve(record);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && beginning(file).contains("\"tbar")) {
        return;
      }
    }
    throw TbarException.badInput(
        "The folder '%s' is not known to be written by tbar, so --force does not replace it. Choose"
            + " another output, or remove it yourself.",
        folder);
  }

  /** All that is no folder, by its path from the folder. */
  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      Set<String> names = new TreeSet<>();
      walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> names.add(folder.relativize(path).toString().replace('\\', '/')));
      return names;
    }
  }

  /** Notes at a finished file that it is ours: a checkpoint holds nothing that would say so. */
  static void markFile(Path file) {
    // Where it cannot be noted, it is known by its content or not replaced, which is the safe side.
    write(file, "file");
  }

  private static boolean write(Path path, String note) {
    try {
      UserDefinedFileAttributeView notes =
          Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
      if (notes != null) {
        notes.write(NOTE, StandardCharsets.UTF_8.encode(note));
        return true;
      }
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static @Nullable String read(Path path) {
    try {
      UserDefinedFileAttributeView notes =
          Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
      if (notes == null || !notes.list().contains(NOTE)) {
        return null;
      }
      ByteBuffer note = ByteBuffer.allocate(notes.size(NOTE));
      notes.read(NOTE, note);
      return StandardCharsets.UTF_8.decode(note.flip()).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  private static String digest(String list) {
    return Sha256.of(list.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean ownFile(Path file) throws IOException {
    if (read(file) != null) {
      return true;
    }
    String beginning = beginning(file);
    return BEGINNINGS.values().stream().anyMatch(p -> p.matcher(beginning).matches());
  }

  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LOOK), StandardCharsets.ISO_8859_1);
    }
  }
}
