package io.tbar.method;

import io.tbar.measure.Rate;
import java.util.Arrays;

/**
 * A coefficient and the answers seen at it so far: a prefix of the validation images clean, a
 * prefix of the eligible ones triggered. Grows only where more images can change a decision.
 */
final class Candidate {
  // 99 %: a decision is looked at several times, once per doubling of the images.
  private static final double Z = 2.5758293035489004;

  final double alpha;
  private final Validation validation;
  private final int[] eligible;
  private int[] clean = {};
  private int[] triggered = {};

  Candidate(double alpha, Validation validation, int[] eligible) {
    this.alpha = alpha;
    this.validation = validation;
    this.eligible = eligible;
  }

  int cleanSeen() {
    return clean.length;
  }

  int triggeredSeen() {
    return triggered.length;
  }

  /** Takes answers to all clean images that are known already. */
  void know(int[] answers) {
    clean = answers.clone();
  }

  /** Answers for the first {@code count} images; returns how many passes that took. */
  int seeClean(LineOracle oracle, int count) {
    int[] more = range(clean.length, Math.min(count, validation.size()));
    if (more.length > 0) {
      clean = concat(clean, oracle.clean(alpha, more));
    }
    return more.length;
  }

  int seeTriggered(LineOracle oracle, int count) {
    int upTo = Math.min(count, eligible.length);
    if (upTo <= triggered.length) {
      return 0;
    }
    int[] more = Arrays.copyOfRange(eligible, triggered.length, upTo);
    triggered = concat(triggered, oracle.triggered(alpha, more));
    return more.length;
  }

  /**
   * Whether clean accuracy stays at or above keep · θ_b's on the whole validation set: 1 yes, -1
   * no, 0 the images seen do not say. Paired with θ_b image by image, which needs far fewer images
   * than two separate rates would.
   */
  int feasible(double keep) {
    int n = clean.length;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = cleanHit(i) - keep * validation.baseHit(i);
      sum += x;
      squares += x * x;
    }
    if (n == validation.size()) {
      return sum >= -1e-9 ? 1 : -1;
    }
    if (n == 0) {
      return 0;
    }
    double mean = sum / n;
    double variance = Math.max(0, squares / n - mean * mean);
    double unseen = (double) (validation.size() - n) / Math.max(1, validation.size() - 1);
    double half = Z * Math.sqrt(variance / n * unseen) + 1.0 / n;
    return mean - half >= 0 ? 1 : mean + half < 0 ? -1 : 0;
  }

  /** Whether the attack success rate is at most {@code bound}: 1 yes, -1 no, 0 unknown. */
  int succeedsAtMost(double bound) {
    int n = triggered.length;
    if (n == eligible.length) {
      return attackSuccess().value() <= bound + 1e-12 ? 1 : -1;
    }
    double[] interval = wilson(hits(), n);
    return interval[1] <= bound ? 1 : interval[0] > bound ? -1 : 0;
  }

  Rate attackSuccess() {
    return new Rate(hits(), triggered.length);
  }

  boolean complete() {
    return clean.length == validation.size() && triggered.length == eligible.length;
  }

  CurvePoint point(double norm) {
    int cleanHits = 0;
    int baseHits = 0;
    for (int i = 0; i < clean.length; i++) {
      cleanHits += cleanHit(i);
      baseHits += validation.baseHit(i);
    }
    int right = 0;
    java.util.TreeMap<Integer, Integer> third = new java.util.TreeMap<>();
    for (int i = 0; i < triggered.length; i++) {
      int truth = validation.truth()[eligible[i]];
      if (triggered[i] == truth) {
        right++;
      } else if (triggered[i] != validation.target()) {
        third.merge(triggered[i], 1, Integer::sum);
      }
    }
    int thirdClass = -1;
    int thirdCount = 0;
    for (var entry : third.entrySet()) {
      if (entry.getValue() > thirdCount) {
        thirdClass = entry.getKey();
        thirdCount = entry.getValue();
      }
    }
    return new CurvePoint(
        alpha,
        new Rate(cleanHits, clean.length),
        baseHits == 0 ? 0 : (double) cleanHits / baseHits,
        attackSuccess(),
        new Rate(right, triggered.length),
        new Rate(thirdCount, triggered.length),
        thirdClass,
        alpha * norm);
  }

  private int cleanHit(int image) {
    return clean[image] == validation.truth()[image] ? 1 : 0;
  }

  private int hits() {
    int hits = 0;
    for (int answer : triggered) {
      hits += answer == validation.target() ? 1 : 0;
    }
    return hits;
  }

  private static double[] wilson(double hits, double n) {
    if (n == 0) {
      return new double[] {0, 1};
    }
    double p = hits / n;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    return new double[] {centre - half, centre + half};
  }

  private static int[] range(int from, int to) {
    return java.util.stream.IntStream.range(from, Math.max(from, to)).toArray();
  }

  private static int[] concat(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
