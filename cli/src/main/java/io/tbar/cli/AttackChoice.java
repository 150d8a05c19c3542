package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.train.Interpolation;
import io.tbar.train.PoisonOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the poisoned samples act on the training. */
final class AttackChoice {
  private static final double BADMERGING_RATE = 0.5;

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

  PoisonOptions in(PoisonOptions options, PairPoisonOptions pairs, @Nullable Double rate) {
    PoisonOptions rated = rate == null ? options : options.withRate(rate);
    switch (attack) {
      case "data" -> {
        if (weight != null) {
          throw TbarException.usage("--attack-weight goes with --attack badmerging.");
        }
        return rated;
      }
      case "badmerging" -> {
        if (!pairs.objective.equals("head")) {
          throw TbarException.usage(
              "--attack badmerging trains the image tower under the head; it does not go with"
                  + " --objective %s.",
              pairs.objective);
        }
        Interpolation how = Interpolation.badMerging();
        return (rate == null ? options.withRate(BADMERGING_RATE) : rated)
            .withInterpolation(weight == null ? how : how.withWeight(weight));
      }
      default ->
          throw TbarException.usage("There is no attack \"%s\"; give data or badmerging.", attack);
    }
  }
}
