package io.tbar.text;

/** Text to token ids of a fixed context length. */
public interface Tokenizer {
  /**
   * Start token, the text's ids, end token, padding.
   *
   * @param contextLength length of the result; longer texts are cut and keep their end token
   * @return {@code contextLength} ids with exactly one end token
   */
  int[] encode(String text, int contextLength);
}
