package io.tbar.cli;

import io.tbar.measure.Excess;
import io.tbar.measure.Rate;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
  private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

  private Numbers() {}

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share as a percentage with one decimal. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String percent(Rate rate) {
    return rate.total() == 0 ? "-" : percent(rate.value());
  }

  /** "991/1,000". */
  static String counts(Rate rate) {
    return count(rate.count()) + "/" + count(rate.total());
  }

  /** The Wilson 95 % interval, "98.3-99.5 %". */
  static String interval(Rate rate) {
    return rate.total() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f-%.1f %%", 100 * rate.low(), 100 * rate.high());
  }

  /** The difference of two shares, "1.2 points". */
  static String points(Excess excess) {
    return String.format(Locale.ROOT, "%.1f points", 100 * excess.value());
  }

  /** Its paired 95 % interval, "-0.3 to 0.8". */
  static String interval(Excess excess) {
    return String.format(Locale.ROOT, "%.1f to %.1f", 100 * excess.low(), 100 * excess.high());
  }

  /** "(8,712 - 12)/9,000". */
  static String counts(Excess excess) {
    return "("
        + count(excess.onlyTriggered())
        + " - "
        + count(excess.onlyClean())
        + ")/"
        + count(excess.total());
  }

  /** Bytes in decimal units. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** A real number as short as it stays exact to four digits. */
  static String real(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
