package io.tbar.text;

import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
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

  /** The work grows with templates times classes; the largest known set has 80. */
  private static final int MOST = 1_000;

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
    for (String line : TextFile.lines(path, "the template file", MOST)) {
      String prompt = line.strip();
      if (prompt.startsWith("[") || prompt.startsWith("{\"")) {
        throw TbarException.badInput(
            "The template file %s is JSON: give one prompt a line and nothing else.", file);
      }
      if (!prompt.isEmpty() && !prompt.contains(PLACE)) {
        throw TbarException.badInput(
            "The line \"%s\" of the template file %s has no {} for the class name.",
            prompt.substring(0, Math.min(100, prompt.length())), file);
      }
      if (!prompt.isEmpty()) {
        prompts.add(prompt);
      }
    }
    if (prompts.isEmpty()) {
      throw TbarException.badInput("The template file %s is empty.", file);
    }
    return new Templates(file, prompts);
  }
}
