package io.tbar.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
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
import org.jspecify.annotations.Nullable;

/**
 * Output that appears whole under its final name or not at all: written beside the target, flushed
 * to the disk, renamed. What a failure or an interrupt leaves behind is removed, what a kill leaves
 * by the next run.
 *
 * <p>The rule of what may be replaced is here and nowhere else: nothing without leave ({@code
 * --force}), and with it only a plain file or folder that tbar wrote itself, an empty file or an
 * empty folder; never an input, a device, a pipe or a link.
 */
public final class AtomicOutput {
  private static final int LONGEST_NAME = 255;

  private AtomicOutput() {}

  /** Writes a new file; refuses an existing target. */
  public static void file(Path target, IoConsumer<Path> writer) {
    file(target, false, writer);
  }

  /**
   * Writes a file.
   *
   * @param force whether an existing file of ours may be replaced
   * @param writer writes to the path that it is given, which does not exist yet
   * @throws TbarException where the target may not be replaced or its place cannot be written
   */
  public static void file(Path target, boolean force, IoConsumer<Path> writer) {
    refuseFolder(target);
    write(target, force ? Leave.OWN : Leave.NONE, false, writer);
  }

  /** Writes a file of a folder that is known to be ours; what stands in its place goes. */
  public static void replaceFile(Path target, IoConsumer<Path> writer) {
    refuseFolder(target);
    write(target, Leave.ANY, false, writer);
  }

  /** Writes a new folder; refuses an existing target. */
  public static void folder(Path target, IoConsumer<Path> writer) {
    folder(target, false, writer);
  }

  /**
   * Writes a folder with all that the writer puts into it, and notes at it what that is.
   *
   * @param force whether an existing folder of ours may be replaced, with all that is in it
   * @param writer fills the empty folder that it is given
   * @throws TbarException where the target may not be replaced or its place cannot be written
   */
  public static void folder(Path target, boolean force, IoConsumer<Path> writer) {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw TbarException.badInput("'%s' is a file; name a folder as the output.", target);
    }
    write(target, force ? Leave.OWN : Leave.NONE, true, writer);
  }

  /**
   * Everything about an output that can be found before long work is spent on it: whether it may be
   * replaced, and whether its place takes files. What a killed run left there is cleared first.
   *
   * @param force whether an output of ours may be replaced
   * @throws TbarException where the output could not be written in the end
   */
  public static void prepare(Path target, boolean force) {
    Path absolute = target.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    if (name == null) {
      throw TbarException.badInput("'%s' cannot be an output; name a file or folder.", target);
    }
    int length = name.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_NAME) {
      throw TbarException.badInput(
          "The name of the output has %d bytes, more than the %d that a file may have; choose a"
              + " shorter one than '%.40s...'.",
          length, LONGEST_NAME, name);
    }
    Unfinished.recover(absolute);
    mayWrite(target, force ? Leave.OWN : Leave.NONE);
    requirePlace(target, absolute);
  }

  /** Refuses an output that exists, before long work is spent on it. */
  public static void refuseExisting(Path target) {
    Unfinished.recover(target);
    OwnOutput.requirePlain(target);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw TbarException.badInput(
          "The output '%s' exists already. Choose another name, or allow replacing it with"
              + " --force.",
          target);
    }
  }

  /**
   * Refuses an output that is an input, holds one or lies in one, by their real places: inputs are
   * never touched.
   *
   * @param input need not exist
   */
  public static void refuseInput(Path target, Path input) {
    Path in = real(input);
    Path out = real(target);
    if (in == null || out == null || !Files.exists(input)) {
      return;
    }
    if (out.equals(in) || in.startsWith(out) || same(target, input)) {
      throw TbarException.badInput(
          "The output '%s' would replace the input '%s', which is never touched. Choose another"
              + " name.",
          target, input);
    }
    if (out.startsWith(in)) {
      throw TbarException.badInput(
          "The output '%s' would lie in the input '%s', which is never touched. Choose another"
              + " place.",
          target, input);
    }
  }

  /** Removes all that this process has begun and not finished: its last act where it is ended. */
  public static void discardUnfinished() {
    Unfinished.discardAll();
  }

  /** What may be replaced. */
  private enum Leave {
    NONE,
    OWN,
    ANY
  }

  private static void refuseFolder(Path target) {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw TbarException.badInput("'%s' is a folder; name a file as the output.", target);
    }
  }

  private static boolean same(Path target, Path input) {
    try {
      return Files.exists(target) && Files.isSameFile(target, input);
    } catch (IOException e) {
      return false;
    }
  }

  /** The real place of a path, of which the last parts need not exist; null where there is none. */
  private static @Nullable Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path at = absolute; at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return at.toRealPath().resolve(at.relativize(absolute)).normalize();
        } catch (IOException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static void mayWrite(Path target, Leave leave) {
    if (leave == Leave.NONE) {
      refuseExisting(target);
    } else if (leave == Leave.ANY) {
      OwnOutput.requirePlain(target);
    } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      OwnOutput.requireReplaceable(target);
    }
  }

  /** The nearest folder that exists must be one and take a file. */
  private static void requirePlace(Path target, Path absolute) {
    Path place = absolute.getParent();
    while (place != null && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      place = place.getParent();
    }
    if (place == null) {
      return;
    }
    if (!Files.isDirectory(place)) {
      throw TbarException.badInput(
          "Cannot write '%s': '%s' is no folder. Choose another place.", target, place);
    }
    Path probe = Unfinished.open(place.resolve("place"));
    try {
      Files.createFile(probe);
    } catch (IOException e) {
      throw FileErrors.writing(target, e);
    } catch (ReadOnlyFileSystemException e) {
      throw FileErrors.writing(target, e);
    } finally {
      Unfinished.close(probe);
    }
  }

  private static void write(Path target, Leave leave, boolean folder, IoConsumer<Path> writer) {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || absolute.getFileName() == null) {
      throw TbarException.badInput("'%s' cannot be an output; name a file or folder.", target);
    }
    Unfinished.recover(absolute);
    mayWrite(target, leave);
    Path beside = Unfinished.open(absolute);
    try {
      Files.createDirectories(parent);
      if (folder) {
        Files.createDirectory(beside);
      }
      writer.accept(beside);
      if (folder) {
        OwnOutput.markFolder(beside);
      } else {
        OwnOutput.markFile(beside);
      }
      flush(beside);
      mayWrite(target, leave);
      rename(beside, absolute, folder);
      flushFolder(parent);
    } catch (IOException e) {
      throw FileErrors.writing(Unfinished.shown(target), e);
    } catch (ReadOnlyFileSystemException e) {
      throw FileErrors.writing(Unfinished.shown(target), e);
    } finally {
      Unfinished.close(beside);
    }
  }

  private static void rename(Path beside, Path target, boolean folder) throws IOException {
    Path old = null;
    if (folder && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      // A folder cannot be renamed over another; the old one steps aside until the new one stands.
      old = Unfinished.old(beside);
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
      Unfinished.deleteQuietly(old);
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
}
