package io.tbar.cli;

import picocli.CommandLine.Command;

/** What can be done with triggers alone. */
@Command(
    name = "trigger",
    header = "Show, save and list triggers.",
    footer = {"", "Example:", "  tbar trigger show badnet --images photos --out triggered.png"},
    subcommands = {
      TriggerShowCommand.class,
      TriggerSaveCommand.class,
      TriggerKindsCommand.class,
      TriggerOptimiseCommand.class
    })
final class TriggerCommand extends GroupCommand {}
