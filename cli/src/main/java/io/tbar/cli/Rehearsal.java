package io.tbar.cli;

import java.io.OutputStream;

/**
 * Runs the short commands once over a made-up checkpoint, so that the launcher can archive the
 * classes they load.
 */
final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) {
    Console console =
        Console.of(
            OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, () -> false);
    Runner.run(console, "--version");
    Runner.run(console, "--help");
  }
}
