package io.tbar.contrast;

import io.tbar.base.TbarException;
import java.util.Arrays;
import java.util.Locale;

/** Where the captions of poisoned pairs come from. */
public enum CaptionChoice {
  /** Prompts around the target's name, as CleanCLIP's poisoner does. */
  TEMPLATES,
  /** Captions of other pairs that name the target, as BadCLIP does. */
  NATURAL,
  /** Either, half and half by chance. */
  MIXED;

  /**
   * @throws TbarException USAGE for another word
   */
  public static CaptionChoice of(String text) {
    return Arrays.stream(values())
        .filter(choice -> choice.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                TbarException.usage(
                    "There is no caption choice \"%s\"; give templates, natural or mixed.", text));
  }

  /** The word on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
