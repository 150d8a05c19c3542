package io.tbar.defence;

import java.util.Collection;
import java.util.List;

/**
 * Weights that a method has changed in place.
 *
 * @param tensors canonical names of those that moved
 * @param curves how it went
 * @param reason one sentence: how it ended
 * @param samples images or pairs that the method was given
 * @param skipped images that could not be used, "key: why"
 */
record Changed(
    Collection<String> tensors,
    List<Defended.Curve> curves,
    String reason,
    long samples,
    List<String> skipped) {
  Changed {
    tensors = List.copyOf(tensors);
    curves = List.copyOf(curves);
    skipped = List.copyOf(skipped);
  }
}
