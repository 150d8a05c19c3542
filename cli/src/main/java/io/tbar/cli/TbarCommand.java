package io.tbar.cli;

import io.tbar.base.TbarException.Kind;
import picocli.CommandLine.Command;

/** The root: without a command it shows what there is. */
@Command(
    name = "tbar",
    header = "Finds, proves and removes backdoors in CLIP checkpoints.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    fine",
      "  1    something was found, or a gate was violated",
      "  2    the command line is wrong",
      "  3    a file or value in the input is wrong, or the output cannot be written",
      "  4    no answer: no feasible coefficient, the attack did not take",
      "  5    a fault of ours",
      "  130  stopped by Ctrl-C or kill",
      "",
      "Data goes to stdout, progress and messages to stderr. 'tbar help COMMAND' shows more."
    })
final class TbarCommand extends BaseCommand {
  @Override
  public Integer call() {
    spec.commandLine().usage(console().err());
    console().err().println();
    console().err().println("tbar: Name a command, such as 'tbar demo' or 'tbar inspect MODEL'.");
    return Kind.USAGE.exitCode();
  }
}
