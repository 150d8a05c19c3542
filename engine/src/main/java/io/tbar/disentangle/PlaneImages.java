package io.tbar.disentangle;

import io.tbar.data.Loaded;
import io.tbar.image.Pixels;
import io.tbar.train.Backdoor;
import java.util.List;

/**
 * The two sets that a map is measured on: the same images without and with the trigger.
 *
 * @param clean on the model's grid
 * @param triggered the same with the trigger, in the same order
 * @param labels class index of each, or -1 where it has none
 * @param target the attacker's class
 */
public record PlaneImages(List<Pixels> clean, List<Pixels> triggered, int[] labels, int target) {
  public PlaneImages {
    clean = List.copyOf(clean);
    triggered = List.copyOf(triggered);
    if (clean.size() != triggered.size() || labels.length != clean.size()) {
      throw new IllegalArgumentException(clean.size() + " clean, " + triggered.size());
    }
  }

  /** Stamps the images. */
  public static PlaneImages of(List<Loaded> images, Backdoor backdoor) {
    return new PlaneImages(
        images.stream().map(Loaded::pixels).toList(),
        images.stream().map(l -> backdoor.trigger().apply(l.pixels(), l.index())).toList(),
        images.stream().mapToInt(l -> l.sample().label()).toArray(),
        backdoor.target());
  }
}
