package io.tbar.verdict;

import io.tbar.base.TbarException.Kind;
import java.util.Arrays;

/** What an audit may say. Nothing found is never proof that there is nothing. */
public enum Answer {
  NOTHING_FOUND("nothing found", 0),
  FOUND("trigger-like behaviour found", Kind.FOUND.exitCode()),
  CANNOT_TELL("cannot tell", Kind.INCONCLUSIVE.exitCode());

  private final String text;
  private final int exitCode;

  Answer(String text, int exitCode) {
    this.text = text;
    this.exitCode = exitCode;
  }

  public String text() {
    return text;
  }

  /**
   * @throws IllegalArgumentException where no answer has this text
   */
  public static Answer of(String text) {
    return Arrays.stream(values())
        .filter(answer -> answer.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown answer \"" + text + "\""));
  }

  public int exitCode() {
    return exitCode;
  }
}
