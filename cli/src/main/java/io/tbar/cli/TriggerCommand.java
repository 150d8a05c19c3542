package io.tbar.cli;

import picocli.CommandLine.Command;

/** What can be done with triggers alone. */
@Command(
    name = "trigger",
    header = "Show, save and list triggers.",
    subcommands = {
      TriggerShowCommand.class,
      TriggerSaveCommand.class,
      TriggerKindsCommand.class,
      TriggerOptimiseCommand.class
    })
final class TriggerCommand extends GroupCommand {}
