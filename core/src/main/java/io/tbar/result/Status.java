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
   * The cleaned checkpoint was written: TBAR found a coefficient that keeps the utility bound, or
   * another method came to its end. The measures say how clean it is.
   */
  CLEANED("cleaned"),
  /** No coefficient but 0 keeps the utility bound; no checkpoint was written. */
  NO_FEASIBLE_ALPHA("no feasible alpha"),
  /** Ended as asked, with nothing to judge (a vector made or applied). */
  DONE("done");

  private final String text;

  Status(String text) {
    this.text = text;
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
