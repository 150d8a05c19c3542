package io.tbar.result;

import java.util.List;

/**
 * Images that could not be used.
 *
 * @param count all of them
 * @param names the first of them with the reason, at most {@value #NAMED}
 */
public record SkippedImages(long count, List<String> names) {
  /** A broken archive must not make a record of gigabytes. */
  public static final int NAMED = 100;

  public SkippedImages {
    names = List.copyOf(names.subList(0, Math.min(NAMED, names.size())));
    if (count < names.size()) {
      throw new IllegalArgumentException(names.size() + " names for " + count + " images");
    }
  }
}
