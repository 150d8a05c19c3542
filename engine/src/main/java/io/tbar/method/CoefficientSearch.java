package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Finds the coefficient α with the lowest attack success rate among those that keep clean accuracy;
 * ties go to the smallest (paper: grid search on a small validation set; the rule is that of task
 * negation).
 *
 * <p>Coarse: α doubles while accuracy holds, so the range extends as long as it pays. Fine:
 * bisection, first for the edge where accuracy gives way, then for the smallest α that succeeds as
 * rarely as the best. Racing: each question is put to a few images first and to twice as many as
 * long as their interval leaves it open; only the answer itself is sure to see all.
 */
public final class CoefficientSearch {
  private static final int OCTAVE = AlphaGrid.STEPS_PER_OCTAVE;
  private static final int LOWEST = -6 * OCTAVE;

  private final LineOracle oracle;
  private final Validation validation;
  private final SearchOptions options;
  private final Progress progress;
  private final int[] eligible;
  private final TreeMap<Integer, Candidate> candidates = new TreeMap<>();
  private final Candidate zero;
  private long passes;

  private CoefficientSearch(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    this.oracle = oracle;
    this.validation = validation;
    this.options = options;
    this.progress = progress;
    this.eligible = validation.eligible();
    this.zero = new Candidate(0, validation, eligible);
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
    look(zero, 0, first());
    int top = AlphaGrid.floor(options.maxAlpha());
    int low = Math.min(0, top);
    while (!feasible(low)) {
      low -= OCTAVE;
      if (low < LOWEST) {
        return none(
            "No coefficient keeps %s %% of the clean %s, not even %.3g.",
            kept(), word(), AlphaGrid.alpha(low + OCTAVE));
      }
    }
    int edge = edge(low, top);
    int best = best(edge);
    double tie = tie(at(best));
    double bound = at(best).attackSuccess().value() + tie;
    if (atMost(zero, bound)) {
      return none(
          "No coefficient that keeps %s %% of the clean %s lowers the attack success rate of"
              + " %.2f %% (the best of them has %.2f %%).",
          kept(),
          word(),
          100 * zero.attackSuccess().value(),
          100 * at(best).attackSuccess().value());
    }
    int chosen = smallest(best, bound);
    Candidate answer = at(chosen);
    return new SearchResult(
        zero.point(oracle.norm()),
        answer.point(oracle.norm()),
        String.format(
            Locale.ROOT,
            "Lowest attack success rate (%.2f %%) among the coefficients that keep at least %s %%"
                + " of the clean %s; ties within %.2f points go to the smallest.",
            100 * at(best).attackSuccess().value(),
            kept(),
            word(),
            100 * tie),
        answer.alpha,
        stableTo(chosen, bound),
        curve(),
        passes);
  }

  /** The largest feasible index; coarse where a finer one could not change the answer. */
  private int edge(int feasible, int top) {
    int good = feasible;
    int bad = top + 1;
    while (good + OCTAVE <= top) {
      if (!feasible(good + OCTAVE)) {
        bad = good + OCTAVE;
        break;
      }
      good += OCTAVE;
    }
    look(at(good), 0, eligible.length);
    if (at(good).attackSuccess().value() <= options.tie()) {
      return good;
    }
    while (bad - good > 1) {
      int middle = Math.floorDiv(good + bad, 2);
      if (feasible(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  /** The feasible index with the lowest success rate: the edge, unless one before it is lower. */
  private int best(int edge) {
    look(at(edge), 0, eligible.length);
    int best = edge;
    for (int index : List.copyOf(candidates.headMap(edge).keySet())) {
      double rate = at(best).attackSuccess().value();
      if (rate <= options.tie()) {
        break;
      }
      if (at(index).feasible(options.keep()) == 1
          && atMost(index, rate - tie(at(best)))
          && at(index).attackSuccess().value() < rate) {
        look(at(index), 0, eligible.length);
        best = at(index).attackSuccess().value() < rate ? index : best;
      }
    }
    return best;
  }

  /** The smallest index up to {@code best} that is feasible and succeeds at most {@code bound}. */
  private int smallest(int best, double bound) {
    int good = best;
    int bad = best - OCTAVE;
    while (bad > LOWEST - OCTAVE && atMost(bad, bound)) {
      good = bad;
      bad -= OCTAVE;
    }
    while (good - bad > 1) {
      int middle = Math.floorDiv(good + bad, 2);
      if (atMost(middle, bound)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    // A decision by interval may be wrong, and accuracy need not fall evenly: the answer itself is
    // held against every image, and gives way to the next until one stands.
    for (; good < best; good++) {
      look(at(good), validation.size(), eligible.length);
      if (at(good).feasible(options.keep()) == 1 && at(good).succeedsAtMost(bound) == 1) {
        return good;
      }
    }
    look(at(best), validation.size(), eligible.length);
    return best;
  }

  private double stableTo(int chosen, double bound) {
    double to = AlphaGrid.alpha(chosen);
    for (Candidate later : candidates.tailMap(chosen, false).values()) {
      if (later.feasible(options.keep()) != 1 || later.succeedsAtMost(bound) == -1) {
        break;
      }
      to = later.succeedsAtMost(bound) == 1 ? later.alpha : to;
    }
    return to;
  }

  /** Fewer than asked for where the whole set is small: a quarter leaves room to stop early. */
  private int first() {
    return Math.max(1, Math.min(options.first(), validation.size() / 4));
  }

  private boolean feasible(int index) {
    Candidate candidate = at(index);
    // Both kinds of images, so that every point of the curve has both rates.
    look(candidate, first(), first());
    while (candidate.feasible(options.keep()) == 0) {
      look(candidate, 2 * candidate.cleanSeen(), 0);
    }
    return candidate.feasible(options.keep()) == 1;
  }

  private boolean atMost(int index, double bound) {
    return atMost(at(index), bound);
  }

  private boolean atMost(Candidate candidate, double bound) {
    look(candidate, first(), first());
    while (candidate.succeedsAtMost(bound) == 0) {
      look(candidate, 0, 2 * candidate.triggeredSeen());
    }
    return candidate.succeedsAtMost(bound) == 1;
  }

  private void look(Candidate candidate, int clean, int triggered) {
    progress.check();
    passes += candidate.seeClean(oracle, clean) + candidate.seeTriggered(oracle, triggered);
    progress.update("searching the coefficient", passes, -1);
  }

  private Candidate at(int index) {
    return candidates.computeIfAbsent(
        index, i -> new Candidate(AlphaGrid.alpha(i), validation, eligible));
  }

  private double tie(Candidate best) {
    double p = best.attackSuccess().value();
    return Math.max(options.tie(), Math.sqrt(p * (1 - p) / eligible.length));
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
        zero.point(oracle.norm()),
        null,
        String.format(Locale.ROOT, format, args),
        0,
        0,
        curve(),
        passes);
  }

  private List<CurvePoint> curve() {
    List<CurvePoint> points = new ArrayList<>();
    points.add(zero.point(oracle.norm()));
    candidates.values().forEach(c -> points.add(c.point(oracle.norm())));
    return points;
  }
}
