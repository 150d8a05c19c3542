package io.tbar.result;

import org.jspecify.annotations.Nullable;

/**
 * What became of one checkpoint of an audit.
 *
 * @param path as the user gave it
 * @param file of the weights that stands for it, relative to where the user is if it lies there
 * @param fileSha256 of that file's bytes, or null where it could not be read
 * @param outcome whether it was checked
 * @param note why not, one sentence; null where it was checked
 * @param audit what was found; null where it was not checked
 */
public record AuditEntry(
    String path,
    String file,
    @Nullable String fileSha256,
    Outcome outcome,
    @Nullable String note,
    @Nullable AuditRecord audit) {
  /** Whether a checkpoint was checked. */
  public enum Outcome {
    CHECKED,
    /** Deliberately left out, with a reason. */
    SKIPPED,
    /** Could not be checked because of a fault. */
    FAILED
  }
}
