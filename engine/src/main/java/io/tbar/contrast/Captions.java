package io.tbar.contrast;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The texts of a batch: a sample's own caption, or one of the templates around its class. Images of
 * one class share the text of a step, so that no two texts of a batch mean the same.
 */
final class Captions {
  private final ImageData data;
  private final List<String> classes;
  private final List<String> templates;
  private final Map<Integer, String> replaced;
  private final long seed;

  /**
   * @param classes names of the labels, empty where captions are given
   * @param replaced index of a sample to the caption that stands for its own
   */
  Captions(
      ImageData data,
      List<String> classes,
      List<String> templates,
      Map<Integer, String> replaced,
      long seed) {
    this.data = data;
    this.classes = List.copyOf(classes);
    this.templates = List.copyOf(templates);
    this.replaced = Map.copyOf(replaced);
    this.seed = seed;
    for (Sample sample : data.samples()) {
      if (sample.caption() == null && sample.label() < 0) {
        throw TbarException.badInput(
            "%s: '%s' has neither a caption nor a class; image–text training needs one of them for"
                + " every image.",
            data.name(), sample.key());
      }
    }
  }

  /**
   * @param texts distinct
   * @param textOf per image the index of its text
   */
  record Batch(List<String> texts, int[] textOf) {}

  /**
   * @param step from 0; decides the templates together with the seed
   * @param samples indices into the data
   */
  Batch of(int step, int[] samples) {
    SplittableRandom random = Seeds.of(seed, "caption-template", step);
    Map<Object, Integer> index = new LinkedHashMap<>();
    int[] textOf = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      Integer next = index.size();
      Integer known = index.putIfAbsent(key(samples[i]), next);
      textOf[i] = known == null ? next : known;
    }
    return new Batch(index.keySet().stream().map(key -> text(key, random)).toList(), textOf);
  }

  private Object key(int index) {
    String other = replaced.get(index);
    if (other != null) {
      return other;
    }
    Sample sample = data.samples().get(index);
    String caption = sample.caption();
    return caption != null ? caption : sample.label();
  }

  private String text(Object key, SplittableRandom random) {
    return key instanceof Integer label
        ? templates.get(random.nextInt(templates.size())).replace("{}", classes.get(label))
        : (String) key;
  }
}
