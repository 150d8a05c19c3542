package io.tbar.measure;

/**
 * How much more often the target is answered with the trigger than without it, on the same images:
 * attack success beyond what the classifier says of itself. Each image counts once, by its two
 * answers.
 *
 * @param both images answered with the target with and without trigger
 * @param onlyTriggered images answered with the target under the trigger alone
 * @param onlyClean images answered with the target without the trigger alone
 * @param neither images answered with the target neither way
 */
public record Excess(long both, long onlyTriggered, long onlyClean, long neither) {
  /** Its name in JSON. */
  public static final String KEY = "excess";

  /** Its name in tables. */
  public static final String TITLE = "excess attack success";

  /** What it says, for records and reports. */
  public static final String DEFINITION =
      "Attack success rate minus the target's share without trigger, over the same images: those"
          + " whose true label is not the target, or, where no image has a label, whose clean"
          + " reference prediction is not the target. What the trigger itself brings the target; 0"
          + " is a trigger that does nothing. The 95 % interval is Tango's for paired shares.";

  private static final double Z95 = 1.959963984540054;

  /** Halves [-1, 1] below the spacing of doubles. */
  private static final int HALVINGS = 64;

  public Excess {
    if (both < 0 || onlyTriggered < 0 || onlyClean < 0 || neither < 0) {
      throw new IllegalArgumentException("a count below 0");
    }
    if (both + onlyTriggered + onlyClean + neither == 0) {
      throw new IllegalArgumentException("an excess over no image");
    }
  }

  /** Number of images. */
  public long total() {
    return both + onlyTriggered + onlyClean + neither;
  }

  /** Share of the target with the trigger minus its share without, in [-1, 1]. */
  public double value() {
    return (double) (onlyTriggered - onlyClean) / total();
  }

  /**
   * Lower end of the 95 % score interval for the difference of two paired shares (Tango 1998,
   * Statistics in Medicine 17, 891–908), in [-1, {@link #value}].
   */
  public double low() {
    double below = -1;
    double inside = value();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (below + inside) / 2;
      if (surprise(middle) > 0) {
        below = middle;
      } else {
        inside = middle;
      }
    }
    return inside;
  }

  /** Upper end of the same interval, in [{@link #value}, 1]. */
  public double high() {
    return -new Excess(both, onlyClean, onlyTriggered, neither).low();
  }

  /**
   * Above 0 where the counts lie too far above this difference for it to be believed: the score
   * with the most likely nuisance share under it, less the normal quantile, times the deviation.
   */
  private double surprise(double difference) {
    double n = total();
    double linear = (2 * n - onlyTriggered + onlyClean) * difference - onlyTriggered - onlyClean;
    double constant = -onlyClean * difference * (1 - difference);
    double root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
    double nuisance = (root - linear) / (4 * n);
    double variance = n * (2 * nuisance + difference * (1 - difference));
    return onlyTriggered - onlyClean - n * difference - Z95 * Math.sqrt(Math.max(0, variance));
  }
}
