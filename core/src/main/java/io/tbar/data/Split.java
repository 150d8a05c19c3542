package io.tbar.data;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws from a data set by seed: the same seed always gives the same samples in the same order. */
public final class Split {
  private Split() {}

  /** All indices below {@code size} in random order (Fisher-Yates). */
  public static int[] order(int size, long seed, String stream, long... more) {
    SplittableRandom random = Seeds.of(seed, stream, more);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Parts that share no image, drawn at random. Copies of one image (the same bytes under several
   * names) are drawn once. Only as many files are hashed as are drawn.
   *
   * @param sizes images per part; a negative size stands for all that are left, once, at the end
   * @return one data set per size
   * @throws TbarException BAD_INPUT where there are not enough different images
   */
  public static List<ImageData> parts(ImageData data, long seed, int... sizes) {
    return partsAndRest(data, seed, 0, sizes).subList(0, sizes.length);
  }

  /**
   * As above, and a last part of what these leave.
   *
   * @param most images of the last part at most; fewer, or none, where fewer are left
   */
  public static List<ImageData> partsAndRest(ImageData data, long seed, int most, int... sizes) {
    int[] order = order(data.size(), seed, "split");
    Map<String, Integer> drawn = new HashMap<>();
    List<ImageData> parts = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      List<Sample> part = new ArrayList<>();
      while (at < order.length && (size < 0 || part.size() < size)) {
        Sample sample = data.samples().get(order[at]);
        if (drawn.putIfAbsent(ContentHash.of(sample), at++) == null) {
          part.add(sample);
        }
      }
      if (part.size() < size) {
        throw TbarException.badInput(
            "The data set %s has %d different images, too few for the %d asked for.",
            data.name(), drawn.size(), total(sizes));
      }
      parts.add(new ImageData(data.name(), part, data.classes(), data.notes()));
    }
    List<Sample> rest = new ArrayList<>();
    while (at < order.length && rest.size() < most) {
      Sample sample = data.samples().get(order[at]);
      if (drawn.putIfAbsent(ContentHash.of(sample), at++) == null) {
        rest.add(sample);
      }
    }
    parts.add(new ImageData(data.name(), rest, data.classes(), data.notes()));
    return parts;
  }

  /** {@code size} images drawn at random, each content once; all of them where there are fewer. */
  public static ImageData sample(ImageData data, int size, long seed) {
    ImageData all = parts(data, seed, -1).get(0);
    return all.size() <= size ? all : parts(data, seed, size).get(0);
  }

  private static long total(int[] sizes) {
    long total = 0;
    for (int size : sizes) {
      total += Math.max(0, size);
    }
    return total;
  }
}
