package io.tbar.cli;

import io.tbar.base.TbarException;

/** Ranges of option values. */
final class Checks {
  private Checks() {}

  static long positive(String option, long value) {
    if (value < 1) {
      throw TbarException.usage("%s is %d; give at least 1.", option, value);
    }
    return value;
  }

  static int positive(String option, int value) {
    return (int) positive(option, (long) value);
  }

  /** A share from 0 to 1. */
  static double share(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw TbarException.usage("%s is %s; give a share from 0 to 1.", option, value);
    }
    return value;
  }
}
