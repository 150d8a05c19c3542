package io.tbar.result;

import java.util.Arrays;

/** How a run ended, in the words that stand in result.json. Failures leave no record. */
public enum Status {
  /** Measured, nothing changed. */
  MEASURED("measured"),
  /** A checkpoint was trained from scratch or fine-tuned. */
  TRAINED("trained"),
  /** The attack took: an infected checkpoint was written. */
  POISONED("poisoned"),
  /** Training ended, but the attack success rate stayed below what counts as taken. */
  ATTACK_DID_NOT_TAKE("attack did not take"),
  /**
   * A cleaned checkpoint was written, and by the run's own measures the backdoor is gone: what the
   * trigger still brings the target is at most five points.
   */
  CLEANED("cleaned"),
  /** A checkpoint was written, in which the trigger does less than before, but still works. */
  WEAKENED("weakened"),
  /** A checkpoint was written, in which the trigger does at least half of what it did. */
  NOT_REMOVED("not removed"),
  /** No coefficient but 0 keeps the utility bound; no checkpoint was written. */
  NO_FEASIBLE_ALPHA("no feasible alpha"),
  /** Ended as asked, with nothing to judge (a vector made or applied). */
  DONE("done");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /** Whether a method that removes backdoors wrote a checkpoint, however clean it is. */
  public boolean wroteCheckpoint() {
    return this == CLEANED || this == WEAKENED || this == NOT_REMOVED;
  }

  /** The words in result.json. */
  public String text() {
    return text;
  }

  /**
   * @throws IllegalArgumentException where no status has this text
   */
  public static Status of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown status \"" + text + "\""));
  }
}
