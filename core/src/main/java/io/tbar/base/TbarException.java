package io.tbar.base;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure with one sentence for the user: which file or option, what is wrong with it, what to
 * do. The kind decides the exit code of the command.
 */
public final class TbarException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, and the documented exit code. */
  public enum Kind {
    /** A gate was violated, or something was found. */
    FOUND(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A file, a label or a value in the input is wrong. */
    BAD_INPUT(3),
    /** The run ended without an answer: no feasible coefficient, cannot tell. */
    INCONCLUSIVE(4),
    /** A fault of ours. */
    INTERNAL(5),
    /** The user interrupted or cancelled the run. */
    CANCELLED(130);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  public TbarException(Kind kind, String message) {
    this(kind, message, null);
  }

  public TbarException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Shorthand for the most frequent kind. */
  public static TbarException badInput(String format, Object... args) {
    return new TbarException(
        Kind.BAD_INPUT, args.length == 0 ? format : String.format(Locale.ROOT, format, args));
  }

  public static TbarException usage(String format, Object... args) {
    return new TbarException(
        Kind.USAGE, args.length == 0 ? format : String.format(Locale.ROOT, format, args));
  }

  public Kind kind() {
    return kind;
  }
}
