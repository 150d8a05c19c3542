package io.tbar.text;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text to ids by the rules of transformers' CLIPTokenizer (its fast version): Unicode NFC, blanks
 * collapsed, lower case character by character. Padded with the end token.
 */
public final class HfTokenizer implements Tokenizer {
  static final String START = "<|startoftext|>";
  static final String END = "<|endoftext|>";

  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final TokenIds tokens;

  HfTokenizer(Bpe bpe, int start, int end) {
    this.tokens = new TokenIds(bpe, start, end, end, List.of(START, END));
  }

  /** With OpenAI's vocabulary, which is shipped with the library. */
  public static HfTokenizer standard() {
    return new HfTokenizer(ClipVocabulary.bpe(), ClipVocabulary.START, ClipVocabulary.END);
  }

  @Override
  public int[] encode(String text, int contextLength) {
    return tokens.fit(ids(text), contextLength, text);
  }

  /** Start, ids and end of a text, neither cut nor padded; specials in the text are recognised. */
  int[] ids(String text) {
    return tokens.of(
        tokens.parts(text).stream()
            .map(part -> tokens.specials().contains(part) ? part : normalise(part))
            .toList());
  }

  private static String normalise(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    return lower(BLANKS.matcher(composed).replaceAll(" "));
  }

  /** One code point at a time: no rule that looks at the neighbours, as for the Greek sigma. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                lower.append((char) Character.toLowerCase(c));
              } else {
                lower.append(Character.toString(c).toLowerCase(java.util.Locale.ROOT));
              }
            });
    return lower.toString();
  }
}
