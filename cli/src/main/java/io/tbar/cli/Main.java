package io.tbar.cli;

import io.tbar.base.TbarException.Kind;
import java.util.Locale;

/** Entry of the command {@code tbar}. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its documented exit code. */
  public static void main(String[] args) {
    // What is written and read never follows the user's language.
    Locale.setDefault(Locale.ROOT);
    Interrupt interrupt = Interrupt.install();
    Console console = Console.ofProcess(interrupt);
    int code = run(console, args);
    interrupt.finished(code);
    System.exit(code);
  }

  /** As {@link Runner#run}, and says so where the answer did not reach its reader. */
  static int run(Console console, String... args) {
    int code;
    try {
      code = Runner.run(console, args);
    } catch (Throwable e) { // Java itself would end with 1, which means "found"
      code = Failure.report(console, e, false);
    }
    String lost = console.lost();
    console.flush();
    if (lost == null || code >= Kind.INTERNAL.exitCode() || code == Kind.USAGE.exitCode()) {
      return code;
    }
    console.err().println("tbar: The output could not be written to stdout: " + lost + ".");
    return Kind.BAD_INPUT.exitCode();
  }
}
