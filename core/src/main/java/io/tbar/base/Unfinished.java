package io.tbar.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that are being written, beside their targets under names that say whose they are. What a
 * killed process left is told from the work of a living one by its process number.
 */
final class Unfinished {
  private static final Pattern NAME =
      Pattern.compile(
          "\\.tbar-([0-9a-f]{12})-([0-9a-f]{6})-(\\d+)-[0-9a-f]{8}\\.unfinished(\\.old)?");
  private static final String OLD = ".old";

  /** What another machine or container left may still be at work; after so long it is not. */
  private static final Duration FOREIGN = Duration.ofDays(1);

  private static final String HERE = here();

  /** Final names by the names under which they are written. */
  private static final Map<Path, Path> OPEN = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::discardAll, "remove-unfinished"));
  }

  private Unfinished() {}

  /** A free place beside the target, whose name is short however long the target's is. */
  static Path open(Path target) {
    Path beside = name(target);
    OPEN.put(beside, target);
    return beside;
  }

  private static Path name(Path target) {
    return target.resolveSibling(
        ".tbar-"
            + hash(String.valueOf(target.getFileName()), 12)
            + "-"
            + HERE
            + "-"
            + ProcessHandle.current().pid()
            + "-"
            + UUID.randomUUID().toString().substring(0, 8)
            + ".unfinished");
  }

  /** Removes what is left at the place. */
  static void close(Path beside) {
    deleteQuietly(beside);
    OPEN.remove(beside);
  }

  /** Removes all that this process has begun and not finished. */
  static void discardAll() {
    OPEN.forEach(
        (beside, target) -> {
          // Renamed first: a thread that finishes it meanwhile commits all of it or none.
          Path aside = name(target);
          try {
            Files.move(beside, aside, StandardCopyOption.ATOMIC_MOVE);
          } catch (IOException e) {
            deleteQuietly(beside);
            return;
          }
          deleteQuietly(aside);
        });
  }

  /** The name that a path will have when all is finished, for messages. */
  static Path shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Map.Entry<Path, Path> open : OPEN.entrySet()) {
      if (absolute.startsWith(open.getKey())) {
        return shown(open.getValue().resolve(open.getKey().relativize(absolute)));
      }
    }
    return path;
  }

  /** Where the old output waits until the new one stands in its place. */
  static Path old(Path beside) {
    return beside.resolveSibling(beside.getFileName() + OLD);
  }

  /**
   * Puts back an old output that a killed run had set aside, and removes what killed runs left
   * unfinished in the target's folder.
   */
  static void recover(Path target) {
    Path parent = target.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return;
    }
    String own = hash(String.valueOf(target.getFileName()), 12);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, ".tbar-*")) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (!name.matches() || !abandoned(entry, name)) {
          continue;
        }
        if (name.group(4) == null) {
          deleteQuietly(entry);
        } else if (name.group(1).equals(own)) {
          if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            deleteQuietly(entry);
          } else {
            Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Whoever writes there next says what is wrong with the place.
      return;
    }
  }

  private static boolean abandoned(Path entry, Matcher name) throws IOException {
    Instant changed = changed(entry);
    if (!name.group(2).equals(HERE)) {
      return changed.isBefore(Instant.now().minus(FOREIGN));
    }
    long pid = Long.parseLong(name.group(3));
    if (pid == ProcessHandle.current().pid()) {
      String text = entry.getFileName().toString();
      Path begun =
          text.endsWith(OLD)
              ? entry.resolveSibling(text.substring(0, text.length() - OLD.length()))
              : entry;
      return !OPEN.containsKey(begun.toAbsolutePath().normalize());
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    // A number is given again: who began after the last change has not made it.
    return process.isEmpty()
        || process.get().info().startInstant().filter(changed::isBefore).isPresent();
  }

  private static Instant changed(Path entry) throws IOException {
    try {
      return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.now();
    }
  }

  /** Machine, start of the machine and container: where a process number means something. */
  private static String here() {
    StringBuilder place = new StringBuilder();
    try {
      place.append(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
      place.append(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
    } catch (IOException | UnsupportedOperationException e) {
      place.append(System.getProperty("os.name"));
    }
    return hash(place.toString(), 6);
  }

  private static String hash(String text, int length) {
    return Sha256.of(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).array())
        .substring(0, length);
  }

  static void deleteQuietly(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // A leftover under a name of ours is all that can be said; the next run removes it.
      return;
    }
  }
}
