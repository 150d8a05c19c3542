package io.tbar.method;

import io.tbar.image.Pixels;
import java.util.Arrays;
import java.util.List;

/**
 * Images that the coefficient is chosen on, ready for the model: decoded, on its grid, with and
 * without the trigger. Random order, so that every prefix is a sample.
 *
 * @param clean as they came
 * @param triggered the same with the trigger, in the same order
 * @param labels class index of each, or -1 where it has none
 */
public record ValidationImages(List<Pixels> clean, List<Pixels> triggered, int[] labels) {
  public ValidationImages {
    clean = List.copyOf(clean);
    triggered = List.copyOf(triggered);
    if (clean.size() != triggered.size() || labels.length != clean.size()) {
      throw new IllegalArgumentException(clean.size() + " clean, " + triggered.size());
    }
  }

  /** Whether every image has a label; otherwise θ_b's own clean answers stand in for all. */
  public boolean labelled() {
    return Arrays.stream(labels).allMatch(label -> label >= 0);
  }

  public int size() {
    return clean.size();
  }
}
