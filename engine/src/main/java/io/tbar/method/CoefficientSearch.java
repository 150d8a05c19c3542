package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coefficient α with the lowest attack success rate among those that keep clean accuracy;
 * ties go to the smallest (paper: grid search on a small validation set; the rule is that of task
 * negation).
 *
 * <p>α doubles until the attack is gone or accuracy is. Where the attack goes first, no larger α
 * can be the answer, and bisection finds the smallest that will do. Else the answer lies near the
 * edge where accuracy gives way, which is bisected first. A question is put to a few images and to
 * twice as many as long as their interval leaves it open; images whose answer the neighbouring
 * coefficients leave no choice are not asked ({@link Candidate}). Only the answer itself sees all,
 * and gives way to the next where they speak against it.
 */
public final class CoefficientSearch {
  private static final int OCTAVE = AlphaGrid.STEPS_PER_OCTAVE;
  private static final int LOWEST = -6 * OCTAVE;

  /** No index: the attack stays at every one asked about. */
  private static final int ATTACK_STAYS = LOWEST - 1000;

  /** No index: the one found does not keep accuracy. */
  private static final int ACCURACY_GOES = LOWEST - 1001;

  /** Images on which a coefficient under confirmation may fail before the others are asked. */
  private static final int BLOCK = 256;

  /** Share of images up to which those that fall for the trigger are rare. */
  private static final double RARE = 0.05;

  private final LineOracle oracle;
  private final Validation validation;
  private final SearchOptions options;
  private final Progress progress;
  private final int[] eligible;
  private final TreeMap<Double, Candidate> line = new TreeMap<>();
  private final Candidate zero;
  private long passes;

  private CoefficientSearch(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    this.oracle = oracle;
    this.validation = validation;
    this.options = options;
    this.progress = progress;
    this.eligible = validation.eligible();
    this.zero = new Candidate(0, validation, eligible, line);
    line.put(0.0, zero);
  }

  /**
   * @param validation as many images as the oracle has
   * @throws TbarException BAD_INPUT where no validation image is of another class than the target
   */
  public static SearchResult run(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    if (oracle.size() != validation.size()) {
      throw new IllegalArgumentException(
          oracle.size() + " images, " + validation.size() + " truths");
    }
    if (validation.eligible().length == 0) {
      throw TbarException.badInput(
          "None of the %d validation images is of another class than the target, so that no attack"
              + " success rate can be measured; give images of other classes.",
          validation.size());
    }
    if (validation.baseHits() == 0) {
      throw TbarException.badInput(
          "The checkpoint answers none of the %d validation images rightly, so that no accuracy can"
              + " be kept; check that the labels fit the classes.",
          validation.size());
    }
    return new CoefficientSearch(oracle, validation, options, progress).run();
  }

  private SearchResult run() {
    zero.know(validation.baseClean());
    sample(zero, 0, first());
    int top = AlphaGrid.floor(options.maxAlpha());
    SearchResult early = beforeAccuracy(top);
    return early == null ? atEdge(top) : early;
  }

  /** The answer where the attack is gone before accuracy gives way; null where it is not. */
  private @Nullable SearchResult beforeAccuracy(int top) {
    double bound = options.tie();
    if (decided(zero, bound)) {
      return null;
    }
    int index = Math.min(0, top);
    while (!mayKeep(index)) {
      index -= OCTAVE;
      if (index < LOWEST) {
        return null;
      }
    }
    while (true) {
      if (mayBeAtMost(at(index), bound)) {
        int chosen = smallest(index, bound);
        if (chosen == ACCURACY_GOES) {
          return null;
        }
        if (chosen != ATTACK_STAYS) {
          return settled(chosen, top);
        }
      }
      if (index == top) {
        return null;
      }
      index = Math.min(index + OCTAVE, top);
      if (!mayKeep(index)) {
        return null;
      }
    }
  }

  /**
   * Looks once beyond a coefficient that will do. What falls for the trigger here may do so at
   * every larger one too: then the lowest rate is above zero, and what ties with it begins earlier.
   */
  private SearchResult settled(int found, int top) {
    Candidate lowest = at(found);
    int next = OCTAVE * (Math.floorDiv(found, OCTAVE) + 1);
    for (int index = next; index <= top; index += OCTAVE) {
      Candidate beyond = at(index);
      sample(beyond, first(), (first() + 3) / 4);
      if (beyond.feasible(options.keep()) == -1) {
        break;
      }
      passes += beyond.clearTriggered(oracle, eligible.length);
      if (beyond.hits() < lowest.hits() && keeps(index)) {
        lowest = beyond;
      }
    }
    double rate = (double) lowest.hits() / eligible.length;
    double bound = rate + tie(rate);
    int chosen = lowest.hits() == 0 ? found : smallest(found, bound);
    return answer(
        chosen < LOWEST ? found : chosen,
        bound,
        "No larger coefficient lowers the attack success rate (%.2f %%) by more than %.2f points,"
            + " and at least %s %% of the clean %s are kept; of such the smallest is taken.",
        100 * at(chosen < LOWEST ? found : chosen).attackSuccess().value(),
        100 * tie(rate),
        kept(),
        word());
  }

  /** The answer where accuracy gives way before the attack is gone. */
  private SearchResult atEdge(int top) {
    for (int upTo = top; upTo >= LOWEST; ) {
      int edge = edge(upTo);
      if (edge < LOWEST) {
        break;
      }
      int best = best(edge);
      double rate = at(best).attackSuccess().value();
      double bound = rate + tie(rate);
      if (decided(zero, bound) && attackGone(zero, bound)) {
        return none(
            "No coefficient that keeps %s %% of the clean %s lowers the attack success rate of"
                + " %.2f %% (the best of them has %.2f %%).",
            kept(), word(), 100 * zero.attackSuccess().value(), 100 * rate);
      }
      int chosen = smallest(best, bound);
      if (chosen >= LOWEST) {
        return answer(
            chosen,
            bound,
            "Lowest attack success rate (%.2f %%) among the coefficients that keep at least %s %%"
                + " of the clean %s; ties within %.2f points go to the smallest.",
            100 * rate,
            kept(),
            word(),
            100 * tie(rate));
      }
      upTo = best - 1;
    }
    return none(
        "No coefficient keeps %s %% of the clean %s, not even %.3g.",
        kept(), word(), AlphaGrid.alpha(LOWEST));
  }

  /** The largest index up to {@code top} that keeps accuracy; below LOWEST where none does. */
  private int edge(int top) {
    int good = Math.min(0, top);
    int bad = top + 1;
    while (good >= LOWEST && !mayKeep(good)) {
      bad = good;
      good -= OCTAVE;
    }
    while (good + OCTAVE < bad && mayKeep(good + OCTAVE)) {
      good += OCTAVE;
    }
    bad = Math.min(bad, good + OCTAVE);
    while (good >= LOWEST) {
      while (bad - good > 1) {
        int middle = Math.floorDiv(good + bad, 2);
        if (keeps(middle)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      // So far it may have been a few images' word.
      if (keeps(good)) {
        return good;
      }
      bad = good;
      good -= OCTAVE;
    }
    return good;
  }

  /** The feasible index with the lowest success rate: the edge, unless one before it is lower. */
  private int best(int edge) {
    sample(at(edge), 0, eligible.length);
    int best = edge;
    for (double alpha :
        List.copyOf(line.subMap(0.0, false, AlphaGrid.alpha(edge), false).keySet())) {
      double rate = at(best).attackSuccess().value();
      if (rate <= options.tie()) {
        break;
      }
      int index = AlphaGrid.floor(alpha);
      if (at(index).feasible(options.keep()) == 1
          && decided(at(index), rate - tie(rate))
          && at(index).succeedsAtMost(rate) == 1) {
        sample(at(index), 0, eligible.length);
        best = at(index).attackSuccess().value() < rate ? index : best;
      }
    }
    return best;
  }

  /**
   * The smallest index up to {@code best} that succeeds at most {@code bound} and keeps accuracy,
   * on every image; or why there is none.
   */
  private int smallest(int best, double bound) {
    int good = best;
    int bad = best - OCTAVE;
    while (bad > LOWEST - OCTAVE && mayBeAtMost(at(bad), bound)) {
      good = bad;
      bad -= OCTAVE;
    }
    while (true) {
      while (good - bad > 1) {
        int middle = Math.floorDiv(good + bad, 2);
        if (mayBeAtMost(at(middle), bound)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      if (attackGone(at(good), bound)) {
        if (accuracyKept(at(good))) {
          return good;
        }
        if (good == best || at(best).feasible(options.keep()) != 1) {
          return ACCURACY_GOES;
        }
      }
      if (good == best) {
        return ATTACK_STAYS;
      }
      bad = good;
      good = best;
    }
  }

  /** On every image, unless some say no before. */
  private boolean attackGone(Candidate candidate, double bound) {
    if (!decided(candidate, bound)) {
      return false;
    }
    for (int seen = 0; seen < eligible.length && candidate.succeedsAtMost(bound) != -1; ) {
      seen += BLOCK;
      sample(candidate, 0, seen);
    }
    return candidate.succeedsAtMost(bound) == 1;
  }

  private boolean accuracyKept(Candidate candidate) {
    for (int seen = 0; seen < validation.size() && candidate.feasible(options.keep()) != -1; ) {
      seen += BLOCK;
      sample(candidate, seen, 0);
    }
    return candidate.feasible(options.keep()) == 1;
  }

  private double stableTo(int chosen, double bound) {
    double to = AlphaGrid.alpha(chosen);
    for (Candidate later : line.tailMap(to, false).values()) {
      if (later.feasible(options.keep()) != 1 || later.succeedsAtMost(bound) == -1) {
        break;
      }
      to = later.succeedsAtMost(bound) == 1 ? later.alpha : to;
    }
    return to;
  }

  /** Fewer than asked for where the whole set is small: an eighth leaves room to stop early. */
  private int first() {
    return Math.max(1, Math.min(options.first(), validation.size() / 8));
  }

  /** Whether the first images do not speak against the accuracy. */
  private boolean mayKeep(int index) {
    sample(at(index), first(), first());
    return at(index).feasible(options.keep()) != -1;
  }

  /** Whether accuracy is kept, by as many images as that takes. */
  private boolean keeps(int index) {
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
  private boolean mayBeAtMost(Candidate candidate, double bound) {
    return asked(candidate, bound, true);
  }

  /** Whether the success rate is at most the bound, by as many images as that takes. */
  private boolean decided(Candidate candidate, double bound) {
    return asked(candidate, bound, false);
  }

  private boolean asked(Candidate candidate, double bound, boolean guess) {
    boolean rare = candidate.allowed(bound) <= RARE * eligible.length;
    passes += candidate.probe(oracle, candidate.allowed(bound), first(), first() / 8);
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
  private void sample(Candidate candidate, int clean, int triggered) {
    passes += candidate.seeClean(oracle, clean) + candidate.seeTriggered(oracle, triggered);
    tell();
  }

  private void tell() {
    progress.check();
    progress.update("searching the coefficient", passes, -1);
  }

  private Candidate at(int index) {
    return line.computeIfAbsent(
        AlphaGrid.alpha(index), alpha -> new Candidate(alpha, validation, eligible, line));
  }

  private double tie(double rate) {
    return Math.max(options.tie(), Math.sqrt(rate * (1 - rate) / eligible.length));
  }

  private SearchResult answer(int index, double bound, String format, Object... args) {
    CurvePoint chosen = CandidatePoint.of(at(index), oracle.norm());
    return new SearchResult(
        CandidatePoint.of(zero, oracle.norm()),
        chosen,
        String.format(Locale.ROOT, format, args),
        chosen.alpha(),
        stableTo(index, bound),
        curve(),
        passes);
  }

  private String kept() {
    return java.math.BigDecimal.valueOf(options.keep())
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String word() {
    return validation.labelled() ? "accuracy" : "agreement";
  }

  private SearchResult none(String format, Object... args) {
    return new SearchResult(
        CandidatePoint.of(zero, oracle.norm()),
        null,
        String.format(Locale.ROOT, format, args),
        0,
        0,
        curve(),
        passes);
  }

  /** The coefficients with samples of both kinds: what was asked of the others is no sample. */
  private List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>();
    for (Candidate candidate : line.values()) {
      if (candidate.cleanSampled() >= first() && candidate.triggeredSampled() > 0) {
        points.add(CandidatePoint.of(candidate, oracle.norm()));
      }
    }
    return points;
  }
}
