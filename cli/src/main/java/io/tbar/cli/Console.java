package io.tbar.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Where a command speaks: data on {@code out}, everything else on {@code err}.
 *
 * @param live whether a person looks at {@code err}, so that a line may be redrawn
 * @param cancelled whether the user asked to stop
 */
record Console(PrintWriter out, PrintWriter err, boolean live, BooleanSupplier cancelled) {

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

  static Console of(OutputStream out, OutputStream err, boolean live, BooleanSupplier cancelled) {
    return new Console(
        new PrintWriter(out, true, StandardCharsets.UTF_8),
        new PrintWriter(err, true, StandardCharsets.UTF_8),
        live,
        cancelled);
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
