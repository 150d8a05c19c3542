package io.tbar.faulty;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;

/** What a file system may answer to something that changes it. */
public enum Fault {
  /** No byte more is taken. */
  FULL,
  /** Half of the bytes are taken, then none. */
  SHORT,
  /** Nothing is made, changed or removed any more. */
  READ_ONLY,
  /** Nothing is renamed. */
  RENAME_REFUSED,
  /** Nothing is renamed in one step; in two it works. */
  RENAME_NOT_ATOMIC,
  /** What was written does not reach the disk. */
  FLUSH_FAILED,
  /** Nothing is removed. */
  DELETE_REFUSED;

  /** Kinds of changes. */
  enum Change {
    MAKE,
    WRITE,
    FLUSH,
    RENAME,
    DELETE
  }

  boolean hits(Change change) {
    return switch (this) {
      case FULL -> change == Change.MAKE || change == Change.WRITE;
      case SHORT -> change == Change.WRITE;
      case READ_ONLY -> true;
      case RENAME_REFUSED, RENAME_NOT_ATOMIC -> change == Change.RENAME;
      case FLUSH_FAILED -> change == Change.FLUSH;
      case DELETE_REFUSED -> change == Change.DELETE;
    };
  }

  IOException exception(String path) {
    return switch (this) {
      case FULL, SHORT -> new FileSystemException(path, null, "No space left on device");
      case READ_ONLY -> new FileSystemException(path, null, "Read-only file system");
      case RENAME_NOT_ATOMIC ->
          new AtomicMoveNotSupportedException(path, path, "Cross-device link");
      case FLUSH_FAILED -> new IOException("Input/output error");
      case RENAME_REFUSED, DELETE_REFUSED -> new AccessDeniedException(path);
    };
  }
}
