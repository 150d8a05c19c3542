package io.tbar.contrast;

import io.tbar.base.TbarException;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.text.Tokenizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Captions that are longer than the model reads. */
public final class CaptionLength {
  private CaptionLength() {}

  /**
   * One sentence where captions are cut, as CLIP cuts them; empty where all fit.
   *
   * @param length tokens that the model reads
   * @param strict whether they are refused instead
   * @throws TbarException BAD_INPUT where a caption is too long and {@code strict}
   */
  public static Optional<String> check(
      ImageData data, Tokenizer tokenizer, int length, boolean strict) {
    int cut = 0;
    String first = "";
    for (Sample sample : data.samples()) {
      String caption = sample.caption();
      if (caption != null && isCut(tokenizer, caption, length)) {
        first = cut++ == 0 ? sample.key() : first;
      }
    }
    if (cut == 0) {
      return Optional.empty();
    }
    if (strict) {
      throw TbarException.badInput(
          "%d of the %d captions of %s are longer than the model's %d tokens, the first being that"
              + " of %s: shorten them (without --strict they would be cut).",
          cut, data.size(), data.name(), length, first);
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of the %d captions of %s are longer than the model's %d tokens and were cut, the"
                + " first being that of %s.",
            cut,
            data.size(),
            data.name(),
            length,
            first));
  }

  /** A text that fits has the same ids in a longer context, but for padding. */
  private static boolean isCut(Tokenizer tokenizer, String text, int length) {
    // Fewer characters than tokens cannot be too many tokens.
    return text.length() >= length - 1
        && !Arrays.equals(
            tokenizer.encode(text, length),
            Arrays.copyOf(tokenizer.encode(text, length + 1), length));
  }
}
