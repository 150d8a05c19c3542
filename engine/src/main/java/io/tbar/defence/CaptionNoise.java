package io.tbar.defence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Small changes of a caption after "easy data augmentation" (Wei and Zou 2019), those that need no
 * dictionary: one of swapping words, leaving words out, and repeating words at another place.
 */
final class CaptionNoise {
  private static final double SHARE = 0.1;

  private CaptionNoise() {}

  /** The caption, changed; as it is where it has no letters. */
  static String apply(String caption, SplittableRandom random) {
    List<String> words = new ArrayList<>(Arrays.asList(plain(caption).split(" ")));
    if (words.size() < 2) {
      return caption;
    }
    int changes = Math.max(1, (int) (SHARE * words.size()));
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int i = 0; i < changes; i++) {
          java.util.Collections.swap(
              words, random.nextInt(words.size()), random.nextInt(words.size()));
        }
      }
      case 1 -> {
        String spared = words.get(random.nextInt(words.size()));
        words.removeIf(word -> random.nextDouble() < SHARE);
        if (words.isEmpty()) {
          words.add(spared);
        }
      }
      default -> {
        for (int i = 0; i < changes; i++) {
          words.add(random.nextInt(words.size() + 1), words.get(random.nextInt(words.size())));
        }
      }
    }
    return String.join(" ", words);
  }

  private static String plain(String caption) {
    return caption
        .toLowerCase(Locale.ROOT)
        .replaceAll("['\u2019]", "")
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }
}
