package io.tbar.text;

import java.util.List;
import java.util.Optional;

/**
 * Text to ids by the rules of OpenCLIP's SimpleTokenizer: the text is repaired, HTML entities are
 * unescaped, blanks collapsed, letters lowered. Padded with 0. Uses OpenAI's vocabulary, which is
 * shipped with the library.
 *
 * <p>The repair covers what ftfy does to single characters (quotes, ligatures, widths, control
 * characters); text that was decoded wrongly is left as it is, with a {@link #warning}.
 */
public final class OpenClipTokenizer implements Tokenizer {
  private final TokenIds tokens =
      new TokenIds(
          ClipVocabulary.bpe(),
          ClipVocabulary.START,
          ClipVocabulary.END,
          0,
          List.of("<start_of_text>", "<end_of_text>"));

  @Override
  public int[] encode(String text, int contextLength) {
    return tokens.fit(ids(text), contextLength, text);
  }

  /** Start, ids and end of a text, neither cut nor padded; specials in the text are recognised. */
  int[] ids(String text) {
    return tokens.of(tokens.parts(TextRepair.clean(text)));
  }

  @Override
  public Optional<String> warning(String text) {
    return TextRepair.warning(text);
  }
}
