package io.tbar;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as a classifier.
 *
 * @param path folder of a Hugging Face or OpenCLIP checkpoint, or a bare .safetensors file
 * @param config of a bare .safetensors file, or null
 * @param classes file with one class name a line; the line number from 0 is the class index
 * @param templates prompts around a class name: a built-in set ("simple", "openai-imagenet-80",
 *     "cifar-18", …) or a file
 */
public record Model(Path path, @Nullable Path config, Path classes, String templates) {
  /** With the prompt "a photo of a ...". */
  public static Model of(Path path, Path classes) {
    return new Model(path, null, classes, "simple");
  }

  public Model withConfig(Path file) {
    return new Model(path, file, classes, templates);
  }

  public Model withTemplates(String name) {
    return new Model(path, config, classes, name);
  }

  /** Another checkpoint of this layout under the same classes and prompts. */
  public Model at(Path other) {
    return new Model(other, config, classes, templates);
  }
}
