package io.tbar.experiment;

import java.util.Arrays;

/** How a cell ended. Only {@link #CLEANED} lets a defence count as a success. */
public enum CellStatus {
  /** Everything was done and measured. */
  CLEANED("cleaned"),
  /** The trigger does less than before, but still works. */
  WEAKENED("weakened"),
  /** The trigger does at least half of what it did. */
  NOT_REMOVED("not removed"),
  /** The method cleans nothing and was to draw a map, which it did. */
  MAPPED("mapped"),
  /** The attack did not take, so that there is nothing to defend against. */
  ATTACK_DID_NOT_TAKE("attack did not take"),
  /** The method ran and gave no model: nothing that keeps the utility bound helps. */
  NO_FEASIBLE_ALPHA("no feasible alpha"),
  /** The method looked for a backdoor and found none. */
  NOTHING_FOUND("nothing found"),
  /**
   * The method took away what it had inferred, but that still works, or never did: measured all the
   * same, and no success.
   */
  PROXY_REMAINS("proxy not removed"),
  /**
   * What was put in the place of what is inferred, to see that it does not pass, passed: the proxy
   * alone would have called the cleaning a success. Never one.
   */
  CONTROL_PASSED("control passed"),
  /** The parts do not go together. */
  CANNOT_BE("cannot be"),
  /** A stage failed. */
  FAILED("failed");

  private final String text;

  CellStatus(String text) {
    this.text = text;
  }

  /** The words in tables and records. */
  public String text() {
    return text;
  }

  /** Whether the method gave what it was asked for. */
  public boolean answered() {
    return this == CLEANED || this == MAPPED;
  }

  /** Whether something went wrong, as opposed to an answer that somebody may not like. */
  public boolean failure() {
    return this == FAILED || this == CANNOT_BE;
  }

  /**
   * @throws IllegalArgumentException where no status has this text
   */
  public static CellStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown status \"" + text + "\""));
  }
}
