package io.tbar.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    header = "Print the script that completes tbar's commands and options in a shell.",
    description = "Load it in the shell's start file, or once by hand as in the example.",
    footerHeading = "%nExample:%n",
    footer = "  source <(tbar completion bash)")
final class CompletionCommand extends BaseCommand {
  /** Shells with a completion of their own kind. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  Shell shell;

  @Override
  public Integer call() {
    if (shell == Shell.zsh) {
      out().println("autoload -U +X compinit && compinit");
      out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    out().println(AutoComplete.bash("tbar", Runner.commandLine(console())));
    return OK;
  }
}
