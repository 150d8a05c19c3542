package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.TbarException.Kind;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointFacts;
import io.tbar.checkpoint.Inspector;
import io.tbar.checkpoint.Verification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a checkpoint is. */
@Command(
    name = "inspect",
    header = "Say what a checkpoint is: architecture, layout, dtype, parameters, activation.",
    description =
        "Reads headers and configuration only, so it takes no time at any size. A malformed file,"
            + " or weights that do not fit the configuration, end with exit code 3; values that"
            + " --verify finds not finite with 1.",
    footer = {"", "Examples:", "  tbar inspect model", "  tbar inspect model --verify --json"})
final class InspectCommand extends BaseCommand {
  @Mixin ModelOptions options;

  @Option(
      names = "--verify",
      description = "Read every value: count NaN and Inf, hash each file and the model.")
  boolean verify;

  @Option(names = "--tensors", description = "List every tensor.")
  boolean tensors;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(options.model, options.config)) {
      CheckpointFacts facts = Inspector.facts(checkpoint);
      Verification verification =
          verify ? withProgress(progress -> Inspector.verify(checkpoint, progress)) : null;
      print(facts, verification, checkpoint.configFile() == null);
      return verification == null || verification.sound() ? OK : Kind.FOUND.exitCode();
    }
  }

  private void print(
      CheckpointFacts facts, @Nullable Verification verification, boolean withoutConfig) {
    if (json) {
      out().print(Json.write(FactsJson.of(facts, verification)));
      return;
    }
    FactsText.print(out(), facts, verification);
    if (tensors || withoutConfig) {
      out().println();
      FactsText.printTensors(out(), facts);
    }
  }
}
