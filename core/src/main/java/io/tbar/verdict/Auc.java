package io.tbar.verdict;

/**
 * Area under the ROC curve: the chance that an infected model scores above a clean one, ties
 * counting half.
 *
 * @param value in [0, 1]
 * @param low lower end of the 95 % interval
 * @param high upper end of it; both by inverting the standard error of Hanley and McNeil (1982), so
 *     that perfect separation of few models has an interval too
 */
public record Auc(double value, double low, double high) {
  private static final double Z95 = 1.959963984540054;

  /**
   * @param clean scores of clean models, more is more suspicious; not empty
   * @param infected scores of infected models; not empty
   */
  public static Auc of(double[] clean, double[] infected) {
    if (clean.length == 0 || infected.length == 0) {
      throw new IllegalArgumentException(clean.length + " clean, " + infected.length + " infected");
    }
    double wins = 0;
    for (double bad : infected) {
      for (double good : clean) {
        wins += bad > good ? 1 : bad == good ? 0.5 : 0;
      }
    }
    double value = wins / ((double) clean.length * infected.length);
    return new Auc(
        value,
        end(value, 0, clean.length, infected.length),
        end(value, 1, clean.length, infected.length));
  }

  /** The value farthest towards {@code limit} that the estimate does not contradict. */
  private static double end(double value, double limit, int clean, int infected) {
    double inside = value;
    double outside = limit;
    if (Math.abs(value - limit) <= Z95 * error(limit, clean, infected)) {
      return limit;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (inside + outside) / 2;
      if (Math.abs(value - middle) <= Z95 * error(middle, clean, infected)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  /** Standard error of an estimate where the truth is {@code a} (Hanley and McNeil 1982). */
  static double error(double a, int clean, int infected) {
    double q1 = a / (2 - a);
    double q2 = 2 * a * a / (1 + a);
    double variance =
        (a * (1 - a) + (infected - 1) * (q1 - a * a) + (clean - 1) * (q2 - a * a))
            / ((double) clean * infected);
    return Math.sqrt(Math.max(0, variance));
  }
}
