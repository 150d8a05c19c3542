package io.tbar.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the poisoned samples act on the training. */
final class AttackChoice {
  @Option(
      names = "--attack",
      paramLabel = "NAME",
      defaultValue = "data",
      description =
          "data (poisoned samples are triggered and relabelled) or badmerging (samples keep their"
              + " label, and their triggered twins lead to the target also where the features are"
              + " mixed with those of MODEL, so that the backdoor outlives a merge) (default:"
              + " ${DEFAULT-VALUE}).")
  String attack;

  @Option(
      names = "--attack-weight",
      paramLabel = "X",
      description = "With badmerging: weight of the twins' loss (default: 5, the authors').")
  @Nullable Double weight;
}
