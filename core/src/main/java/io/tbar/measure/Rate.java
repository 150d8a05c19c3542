package io.tbar.measure;

/**
 * A share with the counts behind it.
 *
 * @param count hits
 * @param total trials
 */
public record Rate(long count, long total) {
  private static final double Z95 = 1.959963984540054;

  public Rate {
    if (count < 0 || count > total) {
      throw new IllegalArgumentException(count + " of " + total);
    }
  }

  /** count / total in [0, 1]; 0 where nothing was tried. */
  public double value() {
    return total == 0 ? 0 : (double) count / total;
  }

  /** Lower end of the Wilson 95 % score interval (Wilson 1927), in [0, 1]; 0 without trials. */
  public double low() {
    return count == 0 ? 0 : Math.max(0, centre() - half());
  }

  /** Upper end of the Wilson 95 % score interval, in [0, 1]; 1 without trials. */
  public double high() {
    return count == total ? 1 : Math.min(1, centre() + half());
  }

  private double centre() {
    double z2 = Z95 * Z95;
    return (value() + z2 / (2 * total)) / (1 + z2 / total);
  }

  private double half() {
    double p = value();
    double z2 = Z95 * Z95;
    return Z95 * Math.sqrt(p * (1 - p) / total + z2 / (4.0 * total * total)) / (1 + z2 / total);
  }
}
