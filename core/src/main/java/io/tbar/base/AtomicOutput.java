package io.tbar.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Output that appears whole under its final name or not at all: written beside the target, flushed
 * to the disk, renamed. What a failure or an interrupt leaves behind is removed.
 */
public final class AtomicOutput {
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> UNFINISHED.forEach(AtomicOutput::deleteQuietly), "remove-unfinished"));
  }

  private AtomicOutput() {}

  /** Writes a new file; refuses an existing target. */
  public static void file(Path target, IoConsumer<Path> writer) {
    file(target, false, writer);
  }

  /**
   * Writes a file.
   *
   * @param force whether an existing file may be replaced
   * @param writer writes to the path that it is given, which does not exist yet
   * @throws TbarException where the target exists or its place cannot be written
   */
  public static void file(Path target, boolean force, IoConsumer<Path> writer) {
    if (Files.isDirectory(target)) {
      throw TbarException.badInput("'%s' is a folder; name a file as the output.", target);
    }
    write(target, force, false, writer);
  }

  /** Writes a new folder; refuses an existing target. */
  public static void folder(Path target, IoConsumer<Path> writer) {
    folder(target, false, writer);
  }

  /**
   * Writes a folder with all that the writer puts into it.
   *
   * @param force whether an existing folder may be replaced, with all that is in it
   * @param writer fills the empty folder that it is given
   * @throws TbarException where the target exists or its place cannot be written
   */
  public static void folder(Path target, boolean force, IoConsumer<Path> writer) {
    if (Files.isRegularFile(target)) {
      throw TbarException.badInput("'%s' is a file; name a folder as the output.", target);
    }
    write(target, force, true, writer);
  }

  /** Refuses an output that exists, before long work is spent on it. */
  public static void refuseExisting(Path target) {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw TbarException.badInput(
          "The output '%s' exists already. Choose another name, or allow replacing it with"
              + " --force.",
          target);
    }
  }

  /** Refuses an output that is an input, or holds it: inputs are never touched. */
  public static void refuseInput(Path target, Path input) {
    if (!Files.exists(target)) {
      return;
    }
    try {
      if (input.toRealPath().startsWith(target.toRealPath())) {
        throw TbarException.badInput(
            "The output '%s' would replace the input '%s', which is never touched. Choose another"
                + " name.",
            target, input);
      }
    } catch (IOException e) {
      throw FileErrors.reading(input, e);
    }
  }

  private static void write(Path target, boolean force, boolean folder, IoConsumer<Path> writer) {
    if (!force) {
      refuseExisting(target);
    }
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || absolute.getFileName() == null) {
      throw TbarException.badInput("'%s' cannot be an output; name a file or folder.", target);
    }
    Path beside =
        parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    UNFINISHED.add(beside);
    try {
      Files.createDirectories(parent);
      if (folder) {
        Files.createDirectory(beside);
      }
      writer.accept(beside);
      flush(beside);
      if (!force) {
        refuseExisting(target);
      }
      rename(beside, absolute, folder);
      flushFolder(parent);
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    } catch (ReadOnlyFileSystemException e) {
      throw FileErrors.writing(target, e);
    } finally {
      deleteQuietly(beside);
      UNFINISHED.remove(beside);
    }
  }

  private static void rename(Path beside, Path target, boolean folder) throws IOException {
    Path old = null;
    if (folder && Files.exists(target)) {
      // A folder cannot be renamed over another; the old one steps aside until the new one stands.
      old = target.resolveSibling(beside.getFileName() + ".old");
      move(target, old);
    }
    try {
      move(beside, target);
    } catch (IOException e) {
      if (old != null) {
        move(old, target);
      }
      throw e;
    }
    if (old != null) {
      deleteQuietly(old);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void flush(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      flushFile(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              flushFile(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    flushFolder(path);
  }

  private static void flushFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot open a folder; the rename is then as durable as they make it.
      return;
    }
  }

  private static void deleteQuietly(Path path) {
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
            public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // A leftover under a name of ours is all that can be said; the first failure matters more.
      return;
    }
  }
}
