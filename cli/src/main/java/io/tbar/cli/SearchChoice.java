package io.tbar.cli;

import io.tbar.Search;
import picocli.CommandLine.Option;

/** How the coefficient is searched, and on how many images. */
final class SearchChoice {
  @Option(
      names = "--val-images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many validation images (default: ${DEFAULT-VALUE}).")
  int validationImages;

  @Option(
      names = "--keep",
      paramLabel = "SHARE",
      defaultValue = "0.95",
      description =
          "Share of clean accuracy (without labels: of agreement) that must stay (default:"
              + " ${DEFAULT-VALUE}).")
  double keep;

  @Option(
      names = "--max-alpha",
      paramLabel = "X",
      defaultValue = "64",
      description = "Largest coefficient tried (default: ${DEFAULT-VALUE}).")
  double maxAlpha;

  Search search() {
    return Search.of(validationImages, keep, maxAlpha);
  }
}
