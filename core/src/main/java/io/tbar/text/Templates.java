package io.tbar.text;

import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prompts around a class name; the zero-shot head averages over them.
 *
 * @param name of the built-in set, or the file
 * @param prompts each with {@code {}} where the class name goes
 */
public record Templates(String name, List<String> prompts) {
  private static final String PLACE = "{}";

  public Templates {
    prompts = List.copyOf(prompts);
  }

  /**
   * A built-in set, or a file with one prompt a line.
   *
   * @throws TbarException BAD_INPUT where it is neither, or a line has no {@code {}}
   */
  public static Templates of(String nameOrFile) {
    List<String> builtIn = TemplateSets.ALL.get(nameOrFile);
    return builtIn == null ? read(nameOrFile) : new Templates(nameOrFile, builtIn);
  }

  /** Names of the built-in sets. */
  public static List<String> names() {
    return TemplateSets.ALL.keySet().stream().sorted().toList();
  }

  /** The prompts with a class name filled in. */
  public List<String> fill(String className) {
    return prompts.stream().map(p -> p.replace(PLACE, className)).toList();
  }

  private static Templates read(String file) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw TbarException.badInput(
          "The templates %s are neither a file nor one of the built-in sets %s.",
          file, String.join(", ", names()));
    }
    List<String> prompts = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        String prompt = line.strip();
        if (!prompt.isEmpty() && !prompt.contains(PLACE)) {
          throw TbarException.badInput(
              "The line \"%s\" of the template file %s has no {} for the class name.",
              prompt, file);
        }
        if (!prompt.isEmpty()) {
          prompts.add(prompt);
        }
      }
    } catch (IOException e) {
      throw TbarException.badInput("The template file %s cannot be read: %s.", file, e.toString());
    }
    if (prompts.isEmpty()) {
      throw TbarException.badInput("The template file %s is empty.", file);
    }
    return new Templates(file, prompts);
  }
}
