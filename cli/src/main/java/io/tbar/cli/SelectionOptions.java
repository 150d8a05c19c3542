package io.tbar.cli;

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
}
