package io.tbar.report;

import io.tbar.measure.Excess;
import io.tbar.measure.Rate;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as a person reads them; the same on every machine. */
final class Numbers {
  private static final String NARROW = "\u202F";

  private Numbers() {}

  /** "60.4 %"; never says 0 % or 100 % where it is not exactly that. */
  static String percent(Rate rate) {
    if (rate.total() == 0) {
      return "none tried";
    }
    if (rate.count() > 0 && rate.count() < rate.total()) {
      double value = 100 * rate.value();
      if (value < 0.01) {
        return "<" + NARROW + "0.01" + NARROW + "%";
      } else if (value > 99.99) {
        return ">" + NARROW + "99.99" + NARROW + "%";
      } else if (value < 0.1 || value >= 99.95) {
        return fixed(value, 2) + NARROW + "%";
      }
    }
    return percent(rate.value());
  }

  /** A share in [0, 1] with at most one digit behind the point. */
  static String percent(double share) {
    return trimmed(100 * share, 1) + NARROW + "%";
  }

  /** "95 % interval 59.4 to 61.4 %". */
  static String interval(Rate rate) {
    return fixed(100 * rate.low(), 1) + " to " + fixed(100 * rate.high(), 1) + NARROW + "%";
  }

  /** "8,973 of 9,000". */
  static String counts(Rate rate) {
    return count(rate.count()) + " of " + count(rate.total());
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Difference of two shares in percentage points, signed with a true minus. */
  static String points(double difference) {
    double rounded = Math.round(1000 * difference) / 10.0;
    String sign = rounded < 0 ? "\u2212" : rounded > 0 ? "+" : "\u00B1";
    return sign + fixed(Math.abs(rounded), 1);
  }

  /** "+1.2 points". */
  static String points(Excess excess) {
    return points(excess.value()) + NARROW + "points";
  }

  /** "\u22120.3 to +0.8 points". */
  static String interval(Excess excess) {
    return points(excess.low()) + " to " + points(excess.high()) + NARROW + "points";
  }

  /** "8,712 more, 12 fewer, of 9,000". */
  static String counts(Excess excess) {
    return count(excess.onlyTriggered())
        + " more, "
        + count(excess.onlyClean())
        + " fewer, of "
        + count(excess.total());
  }

  /** A setting's value without an exponent where that is readable. */
  static String plain(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-7 || size >= 1e12)) {
      return Double.toString(value);
    }
    String text = BigDecimal.valueOf(value).toPlainString();
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** At most that many digits behind the point, no zeros at the end. */
  static String trimmed(double value, int digits) {
    String text = fixed(value, digits);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  static String fixed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }

  /** "13 min 32 s". */
  static String duration(double seconds) {
    if (seconds < 60) {
      return trimmed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    long hours = whole / 3600;
    return (hours > 0 ? hours + " h " : "")
        + (whole / 60 - 60 * hours)
        + " min"
        + (hours > 0 ? "" : " " + whole % 60 + " s");
  }

  /** "1.7 GiB". */
  static String bytes(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return (unit == 0 ? count(bytes) : trimmed(value, 1)) + " " + units[unit];
  }
}
