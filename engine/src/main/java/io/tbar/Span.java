package io.tbar;

import io.tbar.base.TbarException;

/**
 * A range of numbers.
 *
 * @param low its lower end
 * @param high its upper end, above the lower one
 */
public record Span(double low, double high) {
  public Span {
    if (!(low < high)) {
      throw TbarException.usage(
          "The range %s to %s is empty; give the lower end first.", low, high);
    }
  }

  /** Such as {@code -3,3}. */
  static Span parse(String text) {
    String[] ends = text.split(",", -1);
    if (ends.length != 2) {
      throw new NumberFormatException(text);
    }
    return new Span(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
  }
}
