package io.tbar.torch;

import io.tbar.base.TbarException;
import java.util.function.Supplier;

/** libtorch's exceptions carry a native stack; people get the first line. */
public final class TorchErrors {
  private TorchErrors() {}

  /**
   * Runs native work and turns what libtorch throws into one sentence.
   *
   * @param doing what is being done, for the message ("encoding images")
   */
  public static <T> T translate(String doing, Supplier<T> work) {
    try {
      return work.get();
    } catch (TbarException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      throw asTbar(doing, e);
    }
  }

  /** The sentence for a failure of native work. */
  public static TbarException asTbar(String doing, Throwable e) {
    String line = firstLine(e);
    if (outOfMemory(e)) {
      return new TbarException(
          TbarException.Kind.BAD_INPUT,
          "Not enough memory while " + doing + ": use a smaller batch (" + line + ").",
          e);
    }
    return new TbarException(
        TbarException.Kind.INTERNAL, "libtorch failed while " + doing + ": " + line + ".", e);
  }

  /** Whether memory ran out, so that a smaller batch may help. */
  public static boolean outOfMemory(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof OutOfMemoryError
        || message.contains("can't allocate memory")
        || message.contains("out of memory");
  }

  /** The first line of the message, without its final full stop; the type where it has none. */
  public static String firstLine(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    String line = message.strip().lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
