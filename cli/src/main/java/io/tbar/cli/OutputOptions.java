package io.tbar.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the result goes. It appears whole or not at all. */
final class OutputOptions {
  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "PATH",
      description = "The output; must not exist unless --force is given.")
  Path out;

  @Option(
      names = "--force",
      description = "Replace an output that tbar wrote, or an empty folder; never anything else.")
  boolean force;
}
