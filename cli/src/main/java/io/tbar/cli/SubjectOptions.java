package io.tbar.cli;

import io.tbar.Model;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A checkpoint as a classifier: the model, its classes and prompts. */
final class SubjectOptions {
  @Mixin ModelOptions model;
  @Mixin RunOptions run;

  @Option(
      names = "--classes",
      required = true,
      paramLabel = "FILE",
      description = "Class names, one a line; the line number from 0 is the class index.")
  Path classes;

  @Option(
      names = "--templates",
      paramLabel = "NAME|FILE",
      defaultValue = "simple",
      description =
          "Prompts around a class name: openai-imagenet-80, cifar-18, sun397-2, simple, fashion, or"
              + " a file with one a line and {} for the name (default: ${DEFAULT-VALUE}).")
  String templates;

  Model model() {
    return new Model(model.model, model.config, classes, templates);
  }
}
