package io.tbar.cli;

import io.tbar.torch.Engine;
import picocli.CommandLine.Option;

/** Where a command computes. One device serves a whole process, so it is set as it is read. */
final class DeviceOption {
  private String name = "cpu";

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda",
      defaultValue = "cpu",
      description =
          "Where to compute: cpu, or cuda with an NVIDIA card and a CUDA build (default:"
              + " ${DEFAULT-VALUE}).")
  void device(String name) {
    Engine.prefer(name);
    this.name = name;
  }

  /** The name. */
  String name() {
    return name;
  }

  /** As words of another command line, read in this process: its default would undo this choice. */
  String word() {
    return "--device=" + name;
  }
}
