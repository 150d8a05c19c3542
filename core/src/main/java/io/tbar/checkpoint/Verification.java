package io.tbar.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * What reading every value of a checkpoint tells.
 *
 * @param files name to SHA-256 of each file of weights
 * @param modelDigest SHA-256 of the model, independent of shards and metadata
 * @param nonFinite the tensors with values that are not finite; empty for a sound checkpoint
 */
public record Verification(
    Map<String, String> files, String modelDigest, List<NonFinite> nonFinite) {
  /** NaN and infinite values of one tensor. */
  public record NonFinite(String tensor, long nan, long infinite) {}

  /** Whether all values are finite. */
  public boolean sound() {
    return nonFinite.isEmpty();
  }
}
