package io.tbar.data;

import io.tbar.base.TbarException;
import org.jspecify.annotations.Nullable;

/**
 * Labels as they stand in files to class indices.
 *
 * @param classes what the user gave, or null where indices are taken as they are
 */
record Labels(@Nullable ClassNames classes) {
  /** A longer number is no class index. */
  private static final int MAX_DIGITS = 9;

  /**
   * The index of a class name, or of a number that is no class name.
   *
   * @param where for messages: the member or the line
   * @throws TbarException BAD_INPUT with the nearest class where there is none
   */
  int index(String label, String where) {
    if (classes != null && classes.find(label).isPresent()) {
      return classes.indexOf(label);
    }
    int number = number(label);
    if (number < 0) {
      throw classes == null
          ? TbarException.badInput(
              "The label \"%s\" of %s is no class number: give the class names with --classes.",
              label, where)
          : TbarException.badInput(
              "The label \"%s\" of %s is not among the %d classes; the nearest is \"%s\".",
              label, where, classes.size(), classes.nearest(label));
    }
    if (classes != null && number >= classes.size()) {
      throw TbarException.badInput(
          "The label %d of %s is out of range: there are %d classes, numbered from 0.",
          number, where, classes.size());
    }
    return number;
  }

  /** The value of a plain decimal number, or -1. */
  static int number(String label) {
    boolean digits = !label.isEmpty() && label.length() <= MAX_DIGITS;
    return digits && label.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(label)
        : -1;
  }
}
