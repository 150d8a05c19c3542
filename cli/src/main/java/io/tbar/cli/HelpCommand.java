package io.tbar.cli;

import io.tbar.base.TbarException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the help of a command, as {@code --help} does. */
@Command(
    name = "help",
    header = "Show the help of a command, or of tbar itself.",
    footerHeading = "%nExample:%n",
    footer = "  tbar help vector apply")
final class HelpCommand extends BaseCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Such as clean, or vector apply; without one that of tbar itself.")
  List<String> names = List.of();

  @Override
  public Integer call() {
    CommandLine line = Runner.commandLine(console());
    for (String name : names) {
      CommandLine next = line.getSubcommands().get(name);
      if (next == null) {
        throw TbarException.usage(
            "There is no command '%s' in '%s'; there are %s.",
            name,
            line.getCommandSpec().qualifiedName(),
            String.join(", ", line.getSubcommands().keySet()));
      }
      line = next;
    }
    line.usage(out());
    return OK;
  }
}
