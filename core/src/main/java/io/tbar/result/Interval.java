package io.tbar.result;

/** A closed interval of coefficients, low ≤ high. */
public record Interval(double low, double high) {
  public Interval {
    Settings.finite("low", low);
    Settings.finite("high", high);
    if (low > high) {
      throw new IllegalArgumentException(low + " > " + high);
    }
  }
}
