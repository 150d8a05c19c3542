package io.tbar.cli;

import io.tbar.Compute;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command computes. */
final class RunOptions {
  @Mixin DeviceOption device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Compute threads; 0 takes all processors (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Seed of every random choice; same seed and threads, same bytes (default:"
              + " ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a step of the model (default: ${DEFAULT-VALUE}).")
  int batch;

  Compute compute() {
    return new Compute(device.name(), threads, batch, seed);
  }
}
