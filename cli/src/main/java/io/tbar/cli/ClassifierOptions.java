package io.tbar.cli;

import io.tbar.base.TbarException;
import io.tbar.data.ClassNames;
import io.tbar.text.Templates;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What makes a classifier of a CLIP model: class names and prompts around them. */
final class ClassifierOptions {
  @Option(
      names = "--classes",
      paramLabel = "FILE",
      required = true,
      description = "Class names, one a line; the line number from 0 is the class index.")
  Path classes;

  @Option(
      names = "--templates",
      paramLabel = "SET",
      defaultValue = "simple",
      description =
          "Prompts around the class names: simple, cifar-18, sun397-2, fashion,"
              + " openai-imagenet-80, or a file with one prompt a line and {} for the name"
              + " (default: ${DEFAULT-VALUE}).")
  String templates;

  ClassNames names() {
    return ClassNames.read(classes);
  }

  Templates prompts() {
    return Templates.of(templates);
  }

  /** The class that the attacker wants, with the nearest name where there is none. */
  static int target(ClassNames names, String label) {
    int target = names.indexOf(label);
    if (names.size() < 2) {
      throw TbarException.badInput("One class alone cannot be attacked; give at least two.");
    }
    return target;
  }
}
