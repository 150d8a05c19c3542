package io.tbar.data;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;

/**
 * An indexed data set: the list of its samples in their order. Only the index is held; pictures are
 * read when asked for.
 *
 * @param name what the user gave, for messages and records
 * @param samples in the order of the data set
 * @param classes the class names, empty where the data set has no classes
 * @param notes what the user should know about how the data set was read, a sentence each
 */
public record ImageData(
    String name, List<Sample> samples, List<String> classes, List<String> notes) {
  public ImageData {
    samples = List.copyOf(samples);
    classes = List.copyOf(classes);
    notes = List.copyOf(notes);
  }

  public ImageData(String name, List<Sample> samples, List<String> classes) {
    this(name, samples, classes, List.of());
  }

  public int size() {
    return samples.size();
  }

  /** Whether every sample has a label; false for an empty data set. */
  public boolean labelled() {
    return !samples.isEmpty() && samples.stream().allMatch(s -> s.label() >= 0);
  }

  /**
   * Refuses a data set of which no image has a label.
   *
   * @throws TbarException BAD_INPUT with what is known of the reason
   */
  public ImageData requireLabels() {
    if (samples.stream().noneMatch(s -> s.label() >= 0)) {
      throw TbarException.badInput(
          "None of the %d images of %s has a label, which this command needs.%s",
          size(), name, notes.isEmpty() ? "" : " " + String.join(" ", notes));
    }
    return this;
  }

  /** Some of the samples, in the order given. */
  public ImageData select(int... indices) {
    List<Sample> some = new ArrayList<>(indices.length);
    for (int index : indices) {
      some.add(samples.get(index));
    }
    return new ImageData(name, some, classes, notes);
  }
}
