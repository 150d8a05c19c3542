package io.tbar.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Why reading failed, in words: the JDK's own message is often just the path. */
final class IoReason {
  private IoReason() {}

  static String of(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileSystemLoopException) {
      return "a link in it leads in a circle";
    }
    String message = e.getMessage();
    return message == null || !(e instanceof IOException) ? e.toString() : message;
  }
}
