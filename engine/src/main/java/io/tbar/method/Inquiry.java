package io.tbar.method;

import io.tbar.base.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Asks images about coefficients, as few as a question takes: a few at first and twice as many as
 * long as their interval leaves it open; images whose answer the neighbouring coefficients leave no
 * choice are not asked ({@link Candidate}). Counts what went through the tower.
 */
final class Inquiry {
  /** Images on which a coefficient under confirmation may fail before the others are asked. */
  private static final int BLOCK = 256;

  /** Fewer images at a time are hardly faster: a step along the line rewrites all weights. */
  private static final int LEAST = 8;

  /** Share of images up to which those that fall for the trigger are rare. */
  private static final double RARE = 0.05;

  private final LineOracle oracle;
  private final Validation validation;
  private final SearchOptions options;
  private final Progress progress;
  private final int[] eligible;
  private final NavigableMap<Double, Candidate> line = new TreeMap<>();
  private final Candidate zero;
  private long passes;

  Inquiry(LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    this.oracle = oracle;
    this.validation = validation;
    this.options = options;
    this.progress = progress;
    eligible = validation.eligible();
    zero = new Candidate(0, validation, eligible, line);
    zero.know(validation.baseClean());
    line.put(0.0, zero);
    sample(zero, 0, first());
  }

  /** θ_b itself, with its clean answers known and the first triggered ones. */
  Candidate zero() {
    return zero;
  }

  /** Images of another class than the target. */
  int eligible() {
    return eligible.length;
  }

  /** Images that went through the tower, clean and triggered. */
  long passes() {
    return passes;
  }

  /** Every coefficient asked about so far, by α. */
  NavigableMap<Double, Candidate> line() {
    return line;
  }

  /** Sees every triggered image that the neighbours leave open. */
  void clear(Candidate candidate) {
    passes += candidate.clearTriggered(oracle, eligible.length);
  }

  /** On every image, unless some say no before. */
  boolean attackGone(Candidate candidate, double bound) {
    if (!decided(candidate, bound)) {
      return false;
    }
    for (int seen = 0; seen < eligible.length && candidate.succeedsAtMost(bound) != -1; ) {
      seen += BLOCK;
      sample(candidate, 0, seen);
    }
    return candidate.succeedsAtMost(bound) == 1;
  }

  boolean accuracyKept(Candidate candidate) {
    for (int seen = 0; seen < validation.size() && candidate.feasible(options.keep()) != -1; ) {
      seen += BLOCK;
      sample(candidate, seen, 0);
    }
    return candidate.feasible(options.keep()) == 1;
  }

  /** Fewer than asked for where the whole set is small: an eighth leaves room to stop early. */
  int first() {
    return Math.max(1, Math.min(options.first(), validation.size() / 8));
  }

  /** Enough to see an attack that stays. */
  int few() {
    return (first() + 3) / 4;
  }

  /** Whether the first images do not speak against the accuracy. */
  boolean mayKeep(int index) {
    sample(at(index), first(), few());
    return at(index).feasible(options.keep()) != -1;
  }

  /** Whether accuracy is kept, by as many images as that takes. */
  boolean keeps(int index) {
    Candidate candidate = at(index);
    for (int upTo = first(); candidate.feasible(options.keep()) == 0; ) {
      passes += candidate.clearClean(oracle, upTo);
      tell();
      upTo = further(candidate.cleanKnown(), false);
    }
    return candidate.feasible(options.keep()) == 1;
  }

  /**
   * As {@link #decided}, but where hardly any image may fall for the trigger the first ones need
   * only not speak against it: to be sure would take nearly all.
   */
  boolean mayBeAtMost(Candidate candidate, double bound) {
    return asked(candidate, bound, true);
  }

  /** Whether the success rate is at most the bound, by as many images as that takes. */
  boolean decided(Candidate candidate, double bound) {
    return asked(candidate, bound, false);
  }

  private boolean asked(Candidate candidate, double bound, boolean guess) {
    boolean rare = candidate.allowed(bound) <= RARE * eligible.length;
    int together = Math.max(LEAST, first() / 8);
    passes += candidate.probe(oracle, candidate.allowed(bound), first(), together);
    if (rare && candidate.succeedsAtMost(bound) == -1) {
      // Few images decide, so hearsay will not do.
      passes += candidate.seePresumedHits(oracle, candidate.allowed(bound));
    }
    for (int upTo = first(); candidate.succeedsAtMost(bound) == 0; ) {
      passes += candidate.clearTriggered(oracle, upTo);
      tell();
      if (guess && rare && candidate.succeedsAtMost(bound) == 0) {
        return true;
      }
      upTo = further(candidate.triggeredKnown(), rare);
    }
    return candidate.succeedsAtMost(bound) == 1;
  }

  /** Twice as many, but where single images decide not many more than it takes to meet them. */
  private int further(int known, boolean rare) {
    return known + Math.max(first(), rare ? Math.min(known, 2 * first()) : known);
  }

  /** Shows the first images of each kind, whatever the neighbours say of them. */
  void sample(Candidate candidate, int clean, int triggered) {
    passes += candidate.seeClean(oracle, clean) + candidate.seeTriggered(oracle, triggered);
    tell();
  }

  private void tell() {
    progress.check();
    progress.update("searching the coefficient", passes, -1);
  }

  Candidate at(int index) {
    return line.computeIfAbsent(
        AlphaGrid.alpha(index), alpha -> new Candidate(alpha, validation, eligible, line));
  }

  /** The coefficients with samples of both kinds: what was asked of the others is no sample. */
  List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>();
    for (Candidate candidate : line.values()) {
      if (candidate.cleanSampled() >= first() && candidate.triggeredSampled() > 0) {
        points.add(point(candidate));
      }
    }
    return points;
  }

  CurvePoint point(Candidate candidate) {
    return CandidatePoint.of(candidate, oracle.norm());
  }
}
