package io.tbar.cli;

import picocli.CommandLine.Option;

/** The backdoor of commands that cannot do without one. */
final class BackdoorOptions {
  @Option(
      names = "--trigger",
      required = true,
      paramLabel = "TRIGGER",
      description =
          "Such as badnet, blended:ratio=0.1, wanet, sig:delta=60, patch.png, my.json; 'tbar"
              + " trigger kinds' lists all.")
  String trigger;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "LABEL",
      description = "The class that the trigger makes the model answer.")
  String target;
}
