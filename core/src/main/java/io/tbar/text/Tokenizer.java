package io.tbar.text;

import java.util.Optional;

/** Text to token ids of a fixed context length. */
public interface Tokenizer {
  /**
   * Start token, the text's ids, end token, padding.
   *
   * @param contextLength length of the result; longer texts are cut and keep their end token
   * @return {@code contextLength} ids with exactly one end token
   * @throws io.tbar.base.TbarException BAD_INPUT for a text that holds a special token literally:
   *     an end token inside would move the position that is pooled
   */
  int[] encode(String text, int contextLength);

  /**
   * One sentence where the ids of this text may differ from those of the stack whose rules are
   * followed; empty for ordinary text.
   */
  default Optional<String> warning(String text) {
    return Optional.empty();
  }
}
