package io.tbar.data;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images that two data sets share, byte for byte, whatever they are called. Only files whose
 * lengths occur on both sides are read.
 */
public final class Overlap {
  private Overlap() {}

  /** The keys of {@code b}'s samples whose content is in {@code a} too, in {@code b}'s order. */
  public static List<String> keys(ImageData a, ImageData b) {
    Set<Long> lengths = new HashSet<>();
    b.samples().forEach(s -> lengths.add(s.source().length()));
    Map<Long, Set<String>> known = new HashMap<>();
    for (Sample sample : a.samples()) {
      long length = sample.source().length();
      if (lengths.contains(length)) {
        known.computeIfAbsent(length, k -> new HashSet<>()).add(ContentHash.of(sample));
      }
    }
    List<String> shared = new ArrayList<>();
    for (Sample sample : b.samples()) {
      Set<String> same = known.get(sample.source().length());
      if (same != null && same.contains(ContentHash.of(sample))) {
        shared.add(sample.key());
      }
    }
    return shared;
  }

  /**
   * Refuses two data sets that share images.
   *
   * @param roleA what {@code a} is for ("forget set")
   * @param roleB what {@code b} is for
   * @throws TbarException BAD_INPUT with the number of shared images and the first of them
   */
  public static void refuse(String roleA, ImageData a, String roleB, ImageData b) {
    List<String> shared = keys(a, b);
    if (!shared.isEmpty()) {
      throw TbarException.badInput(
          "The %s (%s) and the %s (%s) share %d of %d images, the first being %s: give images that"
              + " do not overlap.",
          roleA, a.name(), roleB, b.name(), shared.size(), b.size(), shared.get(0));
    }
  }
}
