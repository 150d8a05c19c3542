package io.tbar.cli;

import io.tbar.Reading;
import io.tbar.data.LoadOptions;
import picocli.CommandLine.Option;

/** How images are read. */
final class LoadingOptions {
  @Option(
      names = "--strict",
      description = "End the run at an image that cannot be used, instead of skipping it.")
  boolean strict;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      defaultValue = "25000000",
      description = "Skip images whose header announces more pixels (default: ${DEFAULT-VALUE}).")
  long maxPixels;

  Reading reading() {
    return new Reading(strict, maxPixels);
  }

  LoadOptions toLoadOptions() {
    return LoadOptions.defaults()
        .withStrict(strict)
        .withMaxPixels(Checks.positive("--max-pixels", maxPixels));
  }
}
