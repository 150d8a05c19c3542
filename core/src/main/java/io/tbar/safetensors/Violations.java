package io.tbar.safetensors;

import io.tbar.base.TbarException;
import java.util.Locale;

/** Names the file, and where there is one the tensor, in front of the broken rule. */
record Violations(String file) {
  TbarException of(Rule rule, String format, Object... args) {
    return TbarException.badInput(
        "'%s' is not a valid safetensors file: %s (%s). Fetch or export it again.",
        file, rule.sentence(), shortened(format, args));
  }

  TbarException of(String tensor, Rule rule, String format, Object... args) {
    return TbarException.badInput(
        "'%s' is not a valid safetensors file: tensor '%s': %s (%s). Fetch or export it again.",
        file, shortened("%s", tensor), rule.sentence(), shortened(format, args));
  }

  private static String shortened(String format, Object... args) {
    String text = String.format(Locale.ROOT, format, args);
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
