package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** A failure as one sentence on stderr and the documented exit code. */
final class Failure {
  private Failure() {}

  /**
   * @param debug whether the stack trace is wanted too
   */
  static int report(Console console, Throwable thrown, boolean debug) {
    TbarException failure = translate(thrown);
    if (console.cancelled().getAsBoolean() && failure.kind() != Kind.CANCELLED) {
      // Unfinished output is removed as soon as the user asks to stop, so work fails in odd ways.
      failure = new TbarException(Kind.CANCELLED, "Stopped as asked; nothing was written.", thrown);
    }
    console.err().println("tbar: " + oneLine(text(failure)));
    if (debug) {
      // Line by line, as every one may hold a text from a file.
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> console.err().println(line));
    }
    return failure.kind().exitCode();
  }

  static TbarException translate(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof TbarException e) {
        return e;
      }
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        return new TbarException(
            Kind.INTERNAL,
            "Out of memory ("
                + t.getMessage()
                + "): take a smaller --batch, or set TBAR_JAVA_OPTS"
                + " to a larger heap such as -Xmx8g.");
      }
      if (t instanceof LinkageError) {
        return new TbarException(
            Kind.INTERNAL,
            "libtorch cannot be loaded ("
                + firstLine(text(t))
                + "): build again with"
                + " './mvnw package' on this machine; --debug shows more.");
      }
      if (t instanceof IOException e) {
        return new TbarException(Kind.BAD_INPUT, sentence(e), e);
      }
    }
    String message = firstLine(text(thrown));
    return new TbarException(
        Kind.INTERNAL,
        "Internal error: "
            + thrown.getClass().getSimpleName()
            + ": "
            + message
            + "; --debug shows where.",
        thrown);
  }

  private static String sentence(IOException e) {
    String file = e instanceof FileSystemException f ? f.getFile() : null;
    if (file != null) {
      if (e instanceof NoSuchFileException) {
        return file + ": there is no such file or folder.";
      }
      if (e instanceof AccessDeniedException) {
        return file + ": access denied; check its permissions.";
      }
      if (e instanceof FileAlreadyExistsException) {
        return file + ": exists already.";
      }
      if (e instanceof NotDirectoryException) {
        return file + ": is not a folder.";
      }
    }
    String message = firstLine(text(e));
    if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
      return message + ": free some space or choose another --out; nothing was written.";
    }
    return (e.getCause() instanceof UncheckedIOException ? "" : "Reading or writing failed: ")
        + message
        + ".";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("no message");
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "no message" : message;
  }
}
