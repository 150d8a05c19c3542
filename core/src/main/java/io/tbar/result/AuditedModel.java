package io.tbar.result;

import org.jspecify.annotations.Nullable;

/**
 * An audited model of which it is known whether it is infected.
 *
 * @param name of its folder
 * @param attack group that it belongs to
 * @param truth what it is
 * @param target class of the attack, or null for a clean model
 */
public record AuditedModel(
    String name, String attack, Truth truth, @Nullable String target, AuditRecord audit) {
  /** What a model is. */
  public enum Truth {
    CLEAN,
    INFECTED,
    /** Poisoned, but the attack did not take; counts as neither. */
    WEAK
  }
}
