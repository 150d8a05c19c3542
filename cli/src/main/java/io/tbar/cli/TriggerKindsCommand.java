package io.tbar.cli;

import io.tbar.trigger.Triggers;
import picocli.CommandLine.Command;

/** Lists every kind of trigger with its options. */
@Command(name = "kinds", header = "List every kind of trigger with its options, and the presets.")
final class TriggerKindsCommand extends BaseCommand {
  @Override
  public Integer call() {
    Triggers.help().forEach(out()::println);
    return OK;
  }
}
