package io.tbar.data;

import io.tbar.base.TbarException;
import io.tbar.base.TextFile;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Labels as they stand in files to class indices; the one reader of labels for data of every kind.
 *
 * @param classes what the user gave, or null where indices are taken as they are
 */
record Labels(@Nullable ClassNames classes) {
  /** A longer number is no class index. */
  private static final int MAX_DIGITS = 9;

  private static final int LONGEST_SHOWN = 100;
  private static final Pattern NEGATIVE = Pattern.compile("-\\d+(\\.\\d*)?");
  private static final Pattern DECIMAL =
      Pattern.compile("\\d+\\.\\d*|\\d*\\.?\\d+[eE][+-]?\\d+|nan|NaN|NA");
  private static final Pattern SEVERAL = Pattern.compile("\\[?\\d+([\\s,;]+\\d+)+]?");

  /**
   * The index of a class name, or of a number that is no class name.
   *
   * @param where for messages: the member or the line
   * @throws TbarException BAD_INPUT with the nearest class where there is none
   */
  int index(String label, String where) {
    String text = TextFile.unmarked(label).strip();
    OptionalInt named = classes == null ? OptionalInt.empty() : classes.find(text);
    if (named.isPresent()) {
      return named.getAsInt();
    }
    int number = number(text);
    if (number < 0) {
      throw TbarException.badInput("The label \"%s\" of %s %s.", shown(text), where, fault(text));
    }
    if (classes != null && number >= classes.size()) {
      throw TbarException.badInput(
          "The label %d of %s is out of range: there are %d classes, numbered from 0.",
          number, where, classes.size());
    }
    return number;
  }

  private String fault(String text) {
    if (text.isEmpty()) {
      return "is empty: give a class number or name, or leave the file out";
    }
    if (NEGATIVE.matcher(text).matches()) {
      return "is negative: classes are numbered from 0; leave unlabelled images without a label";
    }
    if (DECIMAL.matcher(text).matches()) {
      return "is no whole number: write class numbers without a decimal point";
    }
    if (SEVERAL.matcher(text).matches()) {
      return "is several numbers: one label an image is read";
    }
    return classes == null
        ? "is no class number: give the class names with --classes"
        : String.format(
            Locale.ROOT,
            "is not among the %d classes; the nearest is \"%s\"",
            classes.size(),
            classes.nearest(text));
  }

  private static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** The value of a plain decimal number, or -1. */
  static int number(String label) {
    boolean digits = !label.isEmpty() && label.length() <= MAX_DIGITS;
    return digits && label.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(label)
        : -1;
  }
}
