package io.tbar.defence;

import io.tbar.base.TbarException;
import io.tbar.train.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of the methods that train; each reads those that concern it.
 *
 * @param recipe of the training
 * @param chunk rows of a tower's graph that are held at a time
 * @param stopRules whether gradient ascent stops by its rules, or only after its epochs
 * @param mix share of the suspect in an interpolation, in [0, 1]
 * @param density share of the weights that saliency lets move, in (0, 1]
 * @param templates prompts with {@code {}} for pairs that have a class and no caption
 * @param keep share of the clean accuracy below which gradient ascent stops, in [0, 1]
 */
public record MethodOptions(
    Recipe recipe,
    int chunk,
    boolean stopRules,
    double mix,
    double density,
    List<String> templates,
    double keep) {
  public MethodOptions {
    templates = List.copyOf(templates);
    if (chunk < 1) {
      throw TbarException.usage("Chunks of %d hold nothing; give at least 1.", chunk);
    }
    if (!(mix >= 0 && mix <= 1)) {
      throw TbarException.usage("The share of the suspect is %s; give one in [0, 1].", mix);
    }
    if (!(density > 0 && density <= 1)) {
      throw TbarException.usage(
          "The share of weights that move is %s; give one in (0, 1].", density);
    }
    if (!(keep >= 0 && keep <= 1)) {
      throw TbarException.usage("The share of accuracy to keep is %s; give one in [0, 1].", keep);
    }
  }

  /** The recipe and the seed, for records. */
  Map<String, Object> training() {
    Map<String, Object> map = new LinkedHashMap<>(recipe.asMap());
    map.put("seed", recipe.seed());
    return map;
  }

  public MethodOptions withRecipe(Recipe value) {
    return new MethodOptions(value, chunk, stopRules, mix, density, templates, keep);
  }

  public MethodOptions withStopRules(boolean value) {
    return new MethodOptions(recipe, chunk, value, mix, density, templates, keep);
  }

  public MethodOptions withMix(double value) {
    return new MethodOptions(recipe, chunk, stopRules, value, density, templates, keep);
  }

  public MethodOptions withDensity(double value) {
    return new MethodOptions(recipe, chunk, stopRules, mix, value, templates, keep);
  }

  public MethodOptions withChunk(int value) {
    return new MethodOptions(recipe, value, stopRules, mix, density, templates, keep);
  }

  public MethodOptions withKeep(double value) {
    return new MethodOptions(recipe, chunk, stopRules, mix, density, templates, value);
  }

  public MethodOptions withTemplates(List<String> value) {
    return new MethodOptions(recipe, chunk, stopRules, mix, density, value, keep);
  }
}
