package io.tbar.data;

import java.util.List;

/**
 * An indexed data set: the list of its samples in their order. Only the index is held; pictures are
 * read when asked for.
 *
 * @param name what the user gave, for messages and records
 * @param samples in the order of the data set
 * @param classes the class names, empty where the data set has no classes
 */
public record ImageData(String name, List<Sample> samples, List<String> classes) {
  public ImageData {
    samples = List.copyOf(samples);
    classes = List.copyOf(classes);
  }

  public int size() {
    return samples.size();
  }

  public boolean labelled() {
    return samples.stream().allMatch(s -> s.label() >= 0);
  }
}
