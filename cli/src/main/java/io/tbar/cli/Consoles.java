package io.tbar.cli;

import picocli.CommandLine;

/** Gives every command of a command line its console. */
final class Consoles {
  private Consoles() {}

  static void bind(CommandLine line, Console console) {
    Object command = line.getCommand();
    if (command instanceof BaseCommand base) {
      base.console = console;
    }
    line.getSubcommands().values().forEach(sub -> bind(sub, console));
  }
}
