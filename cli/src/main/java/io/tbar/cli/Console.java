package io.tbar.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a command speaks: data on {@code out}, everything else on {@code err}. What comes from
 * files cannot command the terminal ({@link ConsoleWriter}); our own help and progress may.
 */
final class Console {
  /** A sentence of more characters holds names that nobody reads. */
  private static final int LONGEST_REMARK = 2000;

  private static final String ERASE = "\r\u001b[K";

  private final Watched data;
  private final PrintWriter plainOut;
  private final PrintWriter plainErr;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean live;
  private final BooleanSupplier cancelled;

  private Console(OutputStream out, OutputStream err, boolean live, BooleanSupplier cancelled) {
    this.data = new Watched(out);
    Writer outText = text(data);
    Writer errText = text(err);
    this.plainOut = new PrintWriter(outText, true);
    this.plainErr = new PrintWriter(errText, true);
    this.out = new ConsoleWriter(outText, Integer.MAX_VALUE);
    this.err = new ConsoleWriter(errText, LONGEST_REMARK);
    this.live = live;
    this.cancelled = cancelled;
  }

  /** The process's own streams, in UTF-8 whatever the locale says. */
  static Console ofProcess(Interrupt interrupt) {
    // The launcher knows whether stderr is a terminal; Java 17 cannot ask for one stream.
    boolean live = Boolean.getBoolean("tbar.live") && !"dumb".equals(System.getenv("TERM"));
    return of(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        live,
        interrupt);
  }

  /**
   * @param live whether a person looks at {@code err}, so that a line may be redrawn
   * @param cancelled whether the user asked to stop
   */
  static Console of(OutputStream out, OutputStream err, boolean live, BooleanSupplier cancelled) {
    return new Console(out, err, live, cancelled);
  }

  private static Writer text(OutputStream stream) {
    return new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  /** Data, for people or machines. */
  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** For help of our own, which may be coloured. */
  PrintWriter helpOut() {
    return plainOut;
  }

  PrintWriter helpErr() {
    return plainErr;
  }

  boolean live() {
    return live;
  }

  BooleanSupplier cancelled() {
    return cancelled;
  }

  /** Removes the line of progress that stands on a terminal. */
  void erase() {
    plainErr.print(ERASE);
    plainErr.flush();
  }

  void flush() {
    out.flush();
    err.flush();
  }

  /**
   * Why the data could not be written, or null where all of them were. A reader who has gone away
   * ({@code | head}) wants no more, which is no fault.
   */
  @Nullable String lost() {
    out.flush();
    IOException failure = data.failure;
    if (failure == null) {
      return null;
    }
    String message = String.valueOf(failure.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("broken pipe") || lower.contains("pipe is being closed")) {
      return null;
    }
    return lower.contains("no space") ? "the disk is full" : message;
  }

  /** Keeps the first failure, which a PrintWriter would swallow. */
  private static final class Watched extends OutputStream {
    private final OutputStream to;
    private @Nullable IOException failure;

    Watched(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int count) throws IOException {
      try {
        to.write(bytes, start, count);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }
  }
}
