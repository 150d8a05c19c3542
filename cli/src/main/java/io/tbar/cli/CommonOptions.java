package io.tbar.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no remarks on stderr, errors only.")
  boolean quiet;

  @Option(names = "--debug", description = "Show the stack trace of a failure.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version, the digest of this build and the platform.")
  boolean version;

  /** Whether the failed command or one above it was asked for stack traces. */
  static boolean debug(CommandLine failed) {
    for (@Nullable CommandLine line = failed; line != null; line = line.getParent()) {
      if (line.getCommand() instanceof BaseCommand command
          && command.common != null
          && command.common.debug) {
        return true;
      }
      for (CommandLine sub : line.getSubcommands().values()) {
        if (sub.getCommand() instanceof BaseCommand command && command.common.debug) {
          return true;
        }
      }
    }
    return false;
  }
}
