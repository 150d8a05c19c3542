package io.tbar.cli;

import io.tbar.trigger.Triggers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a trigger file. */
@Command(
    name = "save",
    header = "Write a trigger as a file that every command takes.",
    description =
        "Writes FILE.json and, where the trigger stores a patch, a key or a field, FILE.safetensors"
            + " beside it, tied together by its SHA-256.")
final class TriggerSaveCommand extends BaseCommand {
  @Parameters(
      index = "0",
      paramLabel = "TRIGGER",
      description = "Such as badnet, blended:ratio=0.1, wanet, sig:delta=60, patch.png, my.json.")
  String trigger;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "224",
      description = "Side of the model's pictures (default: ${DEFAULT-VALUE}).")
  int size;

  @Mixin OutputOptions output;

  @Override
  public Integer call() {
    Triggers.save(
        Triggers.parse(trigger, Checks.positive("--size", size)), output.out, output.force);
    console().err().println("Wrote " + output.out + ".");
    return OK;
  }
}
