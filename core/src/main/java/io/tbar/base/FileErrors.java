package io.tbar.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** Turns the failures of the file system into one sentence that says what to do. */
public final class FileErrors {
  private FileErrors() {}

  /** A failure while reading {@code file}. */
  public static TbarException reading(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
      return wrap("Cannot read '%s': no such file. Check the path.", file, cause);
    }
    if (cause instanceof AccessDeniedException) {
      return wrap("Cannot read '%s': permission denied. Check its owner and mode.", file, cause);
    }
    return wrap("Cannot read '%s': " + escaped(reason(cause)) + ".", file, cause);
  }

  /** A failure while writing {@code target}, which does not exist afterwards. */
  public static TbarException writing(Path target, IOException cause) {
    String reason = reason(cause);
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space") || lower.contains("quota") || lower.contains("not enough")) {
      return wrap(
          "Cannot write '%s': the disk is full. Free some space or choose another place; nothing"
              + " was left behind.",
          target, cause);
    }
    if (cause instanceof AccessDeniedException || lower.contains("read-only")) {
      return wrap(
          "Cannot write '%s': the place is read-only for this user. Choose another place.",
          target, cause);
    }
    if (lower.contains("name too long")) {
      return wrap("Cannot write '%s': the name is too long. Choose a shorter one.", target, cause);
    }
    if (cause instanceof NotDirectoryException || lower.contains("not a directory")) {
      return wrap(
          "Cannot write '%s': a part of its path is a file, no folder. Choose another place.",
          target, cause);
    }
    if (cause instanceof NoSuchFileException || cause instanceof FileAlreadyExistsException) {
      return wrap("Cannot write '%s': the place takes no files. Choose another.", target, cause);
    }
    return wrap("Cannot write '%s': " + escaped(reason) + ".", target, cause);
  }

  /** A place on a file system that takes no writes at all. */
  public static TbarException writing(Path target, ReadOnlyFileSystemException cause) {
    return wrap(
        "Cannot write '%s': the place is read-only for this user. Choose another place.",
        target, cause);
  }

  private static TbarException wrap(String format, Path file, Throwable cause) {
    return new TbarException(
        TbarException.Kind.BAD_INPUT, String.format(Locale.ROOT, format, file), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String escaped(String text) {
    return text.replace("%", "%%");
  }
}
