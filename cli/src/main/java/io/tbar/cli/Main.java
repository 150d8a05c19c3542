package io.tbar.cli;

/** Entry of the command {@code tbar}. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its documented exit code. */
  public static void main(String[] args) {
    Interrupt interrupt = Interrupt.install();
    Console console = Console.ofProcess(interrupt);
    int code = Runner.run(console, args);
    console.flush();
    interrupt.finished(code);
    System.exit(code);
  }
}
