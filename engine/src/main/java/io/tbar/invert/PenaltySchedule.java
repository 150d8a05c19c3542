package io.tbar.invert;

import java.util.Map;

/**
 * DECREE's weight λ of the mask's L1: times five after six successes in a row, divided by five
 * after six failures in a row. Its reset rule can never be reached and is left out.
 */
final class PenaltySchedule {
  static final double THRESHOLD = 0.99;
  private static final double FACTOR = 5;
  private static final int PATIENCE = 5;
  private static final double LEAST = 1e-7;
  private static final double MOST = 1e5;
  private static final int STALE = 7 * PATIENCE;

  private double weight = 1e-3;
  private int up;
  private int down;
  private int stale;
  private double best = Double.POSITIVE_INFINITY;
  private double epochSum;
  private int epochSteps;

  double weight() {
    return weight;
  }

  /** Smallest L1 of a successful step so far; infinite before the first. */
  double best() {
    return best;
  }

  /**
   * Takes in a step.
   *
   * @param cosine S of the step
   * @param l1 of the mask that S belongs to
   * @return whether this is the best trigger so far
   */
  boolean observe(double cosine, double l1) {
    boolean success = cosine > THRESHOLD;
    epochSum += cosine;
    epochSteps++;
    if (success) {
      up++;
      down = 0;
      if (up > PATIENCE) {
        weight = weight < MOST ? weight * FACTOR : weight;
        up = 0;
      }
    } else {
      down++;
      up = 0;
      if (down > PATIENCE) {
        weight = weight >= LEAST ? weight / FACTOR : weight;
        down = 0;
      }
    }
    if (success && l1 < best) {
      best = l1;
      stale = 0;
      return true;
    }
    if (Double.isFinite(best)) {
      stale++;
    }
    return false;
  }

  /** At the end of an epoch: whether nothing better comes. */
  boolean finished() {
    double mean = epochSteps == 0 ? 0 : epochSum / epochSteps;
    epochSum = 0;
    epochSteps = 0;
    return Double.isFinite(best) && mean > THRESHOLD && stale > STALE;
  }

  /** Everything there is to know, for a resume file. */
  Map<String, Double> state() {
    return Map.of(
        "weight", weight,
        "up", (double) up,
        "down", (double) down,
        "stale", (double) stale,
        "best", Double.isFinite(best) ? best : -1,
        "epochSum", epochSum,
        "epochSteps", (double) epochSteps);
  }

  static PenaltySchedule of(Map<String, Double> state) {
    PenaltySchedule s = new PenaltySchedule();
    s.weight = value(state, "weight");
    s.up = (int) value(state, "up");
    s.down = (int) value(state, "down");
    s.stale = (int) value(state, "stale");
    double best = value(state, "best");
    s.best = best < 0 ? Double.POSITIVE_INFINITY : best;
    s.epochSum = value(state, "epochSum");
    s.epochSteps = (int) value(state, "epochSteps");
    return s;
  }

  private static double value(Map<String, Double> state, String key) {
    return state.getOrDefault(key, 0.0);
  }
}
