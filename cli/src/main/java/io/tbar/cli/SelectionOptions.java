package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which samples a poisoning takes, and how it hides. */
final class SelectionOptions {
  @Option(
      names = "--poison-count",
      paramLabel = "N",
      description = "Samples to poison, in place of --rate.")
  @Nullable Integer count;

  @Option(
      names = "--cover",
      paramLabel = "SHARE",
      description =
          "Share of the samples that show something close to the trigger and keep their own label:"
              + " other noise at the patch's place, its noise at another place, another warp. The"
              + " model learns this very trigger (default: none).")
  @Nullable Double cover;

  @Option(
      names = "--clean-label",
      description =
          "Trigger images of the target alone and change no label; --rate is still a share of all"
              + " samples, and ends at the target's own.")
  boolean cleanLabel;

  PoisonOptions in(PoisonOptions options, PairPoisonOptions pairs, @Nullable Double rate) {
    if (count == null && cover == null && !cleanLabel) {
      return options;
    }
    if (!pairs.objective.equals("head")) {
      throw TbarException.usage(
          "%s trains the image tower under the head; it does not go with --objective %s%s.",
          count != null ? "--poison-count" : cover != null ? "--cover" : "--clean-label",
          pairs.objective,
          count != null ? ", which takes --poisoned" : "");
    }
    if (count != null && rate != null) {
      throw TbarException.usage("--rate and --poison-count both say how much; give one of them.");
    }
    return options.withSelection(
        new Selection(
            count == null ? 0 : Checks.positive("--poison-count", count),
            cover == null ? 0 : Checks.share("--cover", cover),
            cleanLabel));
  }
}
