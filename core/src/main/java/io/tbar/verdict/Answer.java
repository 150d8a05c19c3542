package io.tbar.verdict;

import io.tbar.base.TbarException.Kind;

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

  public int exitCode() {
    return exitCode;
  }
}
