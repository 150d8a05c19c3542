package io.tbar.cli;

import io.tbar.Baseline;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which method cleans, and what the baselines may be told. What is not given follows the method.
 */
final class MethodChoice {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "tbar",
      description =
          "tbar, finetune, finetune-head, cleanclip, roclip, gradient-ascent, decree-finetune, par,"
              + " wise-ft, repair or salun (default: ${DEFAULT-VALUE}).")
  String name;

  @Option(
      names = "--pairs",
      paramLabel = "DATA",
      description =
          "Clean image-caption pairs, for methods that train on them (default: the images drawn from"
              + " --images, with their captions or classes).")
  @Nullable String pairs;

  @Option(
      names = "--base",
      paramLabel = "MODEL",
      description = "The clean checkpoint that the suspect was trained from, for wise-ft.")
  @Nullable Path base;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over its data, for methods that train (default: the method's).")
  @Nullable Integer epochs;

  @Option(
      names = "--train-batch",
      paramLabel = "N",
      description = "Images or pairs a training step (default: the method's).")
  @Nullable Integer batch;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Pairs in memory at a time, for methods that train on pairs (default: ${DEFAULT-VALUE}).")
  int chunk;

  @Option(
      names = "--caption-templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description = "Prompts for pairs with a class and no caption (default: ${DEFAULT-VALUE}).")
  String templates;

  @Option(
      names = "--no-stop",
      description = "Let gradient-ascent run for all of its steps, whatever happens.")
  boolean noStop;

  @Option(
      names = "--mix",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the suspect in wise-ft (default: ${DEFAULT-VALUE}).")
  double mix;

  @Option(
      names = "--density",
      paramLabel = "SHARE",
      defaultValue = "0.5",
      description = "Share of the weights that salun lets move (default: ${DEFAULT-VALUE}).")
  double density;

  Baseline baseline() {
    return new Baseline(name, pairs, base, epochs, batch, chunk, templates, noStop, mix, density);
  }
}
