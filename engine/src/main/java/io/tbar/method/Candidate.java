package io.tbar.method;

import io.tbar.measure.Rate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A coefficient and the answers seen at it so far. What its neighbours on the line saw stands in
 * for what it has not seen, as long as they leave one possibility: a picture that no longer falls
 * for the trigger at a smaller coefficient does not at this one, one that still does at a larger
 * one does here, and a clean picture answered alike on both sides is answered so in between. Such
 * answers guide the search; the coefficient it ends at is held against seen ones alone.
 */
final class Candidate {
  static final int UNSEEN = -1;
  private static final int OPEN = -1;
  // 99 %: a decision is looked at several times, once per doubling of the images.
  private static final double Z = 2.5758293035489004;

  final double alpha;
  final Validation validation;
  final int[] eligible;
  final int[] clean;
  final int[] triggered;
  private final NavigableMap<Double, Candidate> line;
  private int cleanSampled;
  private int triggeredSampled;

  /** A candidate without neighbours. */
  Candidate(double alpha, Validation validation, int[] eligible) {
    this(alpha, validation, eligible, new TreeMap<>());
  }

  /**
   * @param line the other candidates by their coefficient
   */
  Candidate(
      double alpha, Validation validation, int[] eligible, NavigableMap<Double, Candidate> line) {
    this.alpha = alpha;
    this.validation = validation;
    this.eligible = eligible;
    this.line = line;
    this.clean = new int[validation.size()];
    this.triggered = new int[eligible.length];
    Arrays.fill(clean, UNSEEN);
    Arrays.fill(triggered, UNSEEN);
  }

  /** Takes answers to all clean images that are known already. */
  void know(int[] answers) {
    System.arraycopy(answers, 0, clean, 0, clean.length);
    cleanSampled = clean.length;
  }

  /** Sees all of the first {@code count} clean images; returns the passes. */
  int seeClean(LineOracle oracle, int count) {
    cleanSampled = Math.max(cleanSampled, Math.min(count, clean.length));
    return askClean(oracle, first(clean.length, count, i -> clean[i] == UNSEEN));
  }

  int seeTriggered(LineOracle oracle, int count) {
    triggeredSampled = Math.max(triggeredSampled, Math.min(count, triggered.length));
    return askTriggered(oracle, first(triggered.length, count, j -> triggered[j] == UNSEEN));
  }

  /** Sees those of the first {@code count} clean images that the neighbours leave open. */
  int clearClean(LineOracle oracle, int count) {
    return askClean(oracle, first(clean.length, count, i -> known(i) == OPEN));
  }

  int clearTriggered(LineOracle oracle, int count) {
    return askTriggered(oracle, first(triggered.length, count, j -> hit(j) == OPEN));
  }

  /**
   * Shows the trigger to pictures that still fell for it at a smaller coefficient, the next one's
   * first, until more than {@code allowed} do here or {@code most} were seen. A few such pictures
   * refute what a random sample would need hundreds for.
   *
   * @param together pictures asked for at a time, at least
   */
  int probe(LineOracle oracle, int allowed, int most, int together) {
    int asked = 0;
    while (asked < most) {
      int missing = allowed + 1 - hits();
      int[] hard =
          IntStream.range(0, triggered.length)
              .filter(j -> fellAt(j) > 0)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -fellAt(j)))
              .limit(Math.max(Math.max(missing, together), 0))
              .mapToInt(j -> j)
              .toArray();
      if (missing <= 0 || missing > most || hard.length < missing) {
        break;
      }
      asked += askTriggered(oracle, hard);
    }
    return asked;
  }

  /** Sees the images that neighbours say fall for the trigger, unless enough were seen to. */
  int seePresumedHits(LineOracle oracle, int allowed) {
    IntStream all = IntStream.range(0, triggered.length);
    return all.filter(j -> triggered[j] != UNSEEN && fallsFor(j)).count() > allowed
        ? 0
        : askTriggered(oracle, first(triggered.length, triggered.length, j -> unseenHit(j)));
  }

  private boolean unseenHit(int j) {
    return triggered[j] == UNSEEN && hit(j) == 1;
  }

  /** How many clean images from the first on have an answer, seen or left over by neighbours. */
  int cleanKnown() {
    return prefix(clean.length, i -> known(i) != OPEN);
  }

  int triggeredKnown() {
    return prefix(triggered.length, j -> hit(j) != OPEN);
  }

  /**
   * How many clean images were seen as a sample: in their random order, whatever neighbours say.
   */
  int cleanSampled() {
    return cleanSampled;
  }

  int triggeredSampled() {
    return triggeredSampled;
  }

  boolean fallsFor(int eligibleImage) {
    return triggered[eligibleImage] == validation.target();
  }

  /**
   * Whether clean accuracy stays at or above keep · θ_b's on the whole validation set: 1 yes, -1
   * no, 0 the images known do not say. Paired with θ_b image by image, which needs far fewer images
   * than two separate rates would.
   */
  int feasible(double keep) {
    int n = cleanKnown();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double x = known(i) - keep * validation.baseHit(i);
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
    if (hits() > allowed(bound)) {
      return -1;
    }
    int n = triggeredKnown();
    if (n == eligible.length) {
      return 1;
    }
    double[] interval = wilson(IntStream.range(0, n).filter(j -> hit(j) == 1).count(), n);
    return interval[1] <= bound ? 1 : interval[0] > bound ? -1 : 0;
  }

  /** How many of the eligible images may fall for the trigger at this rate. */
  int allowed(double bound) {
    return (int) Math.floor(bound * eligible.length + 1e-9);
  }

  /** Of the images seen as a sample. */
  Rate attackSuccess() {
    return new Rate(
        IntStream.range(0, triggeredSampled).filter(this::fallsFor).count(), triggeredSampled);
  }

  /** Eligible images known to fall for the trigger, seen or left over by neighbours. */
  int hits() {
    return (int) IntStream.range(0, triggered.length).filter(j -> hit(j) == 1).count();
  }

  private int hit(int j) {
    if (triggered[j] != UNSEEN) {
      return fallsFor(j) ? 1 : 0;
    }
    Candidate smaller = smaller(c -> c.triggered[j] != UNSEEN);
    if (smaller != null && !smaller.fallsFor(j)) {
      return 0;
    }
    Candidate larger = larger(c -> c.triggered[j] != UNSEEN);
    return larger != null && larger.fallsFor(j) ? 1 : OPEN;
  }

  /** The next smaller coefficient where an image that is open here fell for the trigger, or 0. */
  private double fellAt(int j) {
    Candidate smaller = hit(j) == OPEN ? smaller(c -> c.triggered[j] != UNSEEN) : null;
    return smaller == null ? 0 : smaller.alpha;
  }

  /** Whether a clean image that was seen is answered rightly. */
  boolean right(int i) {
    return clean[i] == validation.truth()[i];
  }

  /** What the answer to a clean image that was seen is worth ({@link Validation#worth}). */
  double worth(int i) {
    return validation.worth(i, clean[i]);
  }

  /** Whether a triggered image that was seen gets θ_b's answer to it without the trigger. */
  boolean ownAnswer(int eligibleImage) {
    return triggered[eligibleImage] == validation.baseClean()[eligible[eligibleImage]];
  }

  private int known(int i) {
    if (clean[i] != UNSEEN) {
      return rightHere(i);
    }
    Candidate smaller = smaller(c -> c.clean[i] != UNSEEN);
    Candidate larger = larger(c -> c.clean[i] != UNSEEN);
    return smaller != null && larger != null && smaller.rightHere(i) == larger.rightHere(i)
        ? larger.rightHere(i)
        : OPEN;
  }

  private int rightHere(int i) {
    return right(i) ? 1 : 0;
  }

  private @Nullable Candidate smaller(Predicate<Candidate> saw) {
    return line.headMap(alpha, false).descendingMap().values().stream()
        .filter(saw)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Candidate larger(Predicate<Candidate> saw) {
    return line.tailMap(alpha, false).values().stream().filter(saw).findFirst().orElse(null);
  }

  private int askClean(LineOracle oracle, int[] images) {
    if (images.length > 0) {
      int[] answers = oracle.clean(alpha, images);
      for (int i = 0; i < images.length; i++) {
        clean[images[i]] = answers[i];
      }
    }
    return images.length;
  }

  private int askTriggered(LineOracle oracle, int[] which) {
    if (which.length > 0) {
      int[] images = Arrays.stream(which).map(j -> eligible[j]).toArray();
      int[] answers = oracle.triggered(alpha, images);
      for (int i = 0; i < which.length; i++) {
        triggered[which[i]] = answers[i];
      }
    }
    return which.length;
  }

  private static int[] first(int size, int count, IntPredicate wanted) {
    return IntStream.range(0, Math.min(size, count)).filter(wanted).toArray();
  }

  private static int prefix(int size, IntPredicate there) {
    int n = 0;
    while (n < size && there.test(n)) {
      n++;
    }
    return n;
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
}
