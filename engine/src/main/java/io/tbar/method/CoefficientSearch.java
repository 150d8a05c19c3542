package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coefficient α by the rule of the options: as {@link OwnAnswersSearch} says, or the one
 * with the lowest attack success rate among those that keep clean accuracy; ties go to the smallest
 * (paper: grid search on a small validation set; the rule is that of task negation).
 *
 * <p>α doubles until the attack is gone or accuracy is. Where the attack goes first, no larger α
 * can be the answer, and bisection finds the smallest that will do. Else the answer lies near the
 * edge where accuracy gives way, which is bisected first. A question is put to as few images as it
 * takes ({@link Inquiry}). Only the answer itself sees all, and gives way to the next where they
 * speak against it.
 */
public final class CoefficientSearch {
  private static final int OCTAVE = AlphaGrid.STEPS_PER_OCTAVE;
  private static final int LOWEST = -6 * OCTAVE;

  /** No index: the attack stays at every one asked about. */
  private static final int ATTACK_STAYS = LOWEST - 1000;

  /** No index: the one found does not keep accuracy. */
  private static final int ACCURACY_GOES = LOWEST - 1001;

  private final Validation validation;
  private final SearchOptions options;
  private final Inquiry images;
  private final Candidate zero;

  private CoefficientSearch(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    this.validation = validation;
    this.options = options;
    images = new Inquiry(oracle, validation, options, progress);
    zero = images.zero();
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
    return options.rule() == SearchOptions.Rule.OWN_ANSWERS
        ? OwnAnswersSearch.run(oracle, validation, options, progress)
        : new CoefficientSearch(oracle, validation, options, progress).run();
  }

  private SearchResult run() {
    int top = AlphaGrid.floor(options.maxAlpha());
    SearchResult early = options.furthest() ? furthest(top) : beforeAccuracy(top);
    return early == null ? atEdge(top) : early;
  }

  /** The edge of accuracy, where the attack is as low there as anywhere; null where it is not. */
  private @Nullable SearchResult furthest(int top) {
    int edge = edge(top);
    while (edge >= LOWEST && !images.accuracyKept(images.at(edge))) {
      edge = edge(edge - 1);
    }
    if (edge < LOWEST || images.decided(zero, options.tie())) {
      return null;
    }
    double rate = images.at(best(edge)).attackSuccess().value();
    double bound = rate + tie(rate);
    if (!images.attackGone(images.at(edge), bound)) {
      return null;
    }
    return answer(
        edge,
        bound,
        "The largest coefficient that keeps at least %s %% of the clean %s, with an attack success"
            + " rate of %.2f %%: a proxy is gone before the attacker's trigger is.",
        kept(),
        word(),
        100 * images.at(edge).attackSuccess().value());
  }

  /** The answer where the attack is gone before accuracy gives way; null where it is not. */
  private @Nullable SearchResult beforeAccuracy(int top) {
    double bound = options.tie();
    if (images.decided(zero, bound)) {
      return null;
    }
    int index = Math.min(0, top);
    while (!images.mayKeep(index)) {
      index -= OCTAVE;
      if (index < LOWEST) {
        return null;
      }
    }
    while (true) {
      if (images.mayBeAtMost(images.at(index), bound)) {
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
      if (!images.mayKeep(index)) {
        return null;
      }
    }
  }

  /**
   * Looks once beyond a coefficient that will do. What falls for the trigger here may do so at
   * every larger one too: then the lowest rate is above zero, and what ties with it begins earlier.
   */
  private SearchResult settled(int found, int top) {
    Candidate lowest = images.at(found);
    int next = OCTAVE * (Math.floorDiv(found, OCTAVE) + 1);
    for (int index = next; index <= top; index += OCTAVE) {
      Candidate beyond = images.at(index);
      images.sample(beyond, images.first(), images.few());
      if (beyond.feasible(options.keep()) == -1) {
        break;
      }
      images.clear(beyond);
      if (beyond.hits() < lowest.hits() && images.keeps(index)) {
        lowest = beyond;
      }
      if (lowest.hits() == 0 && beyond.feasible(options.keep()) != 1) {
        // Neither a lower rate nor a longer stable interval is to be had.
        break;
      }
    }
    double rate = (double) lowest.hits() / images.eligible();
    double bound = rate + tie(rate);
    int chosen = lowest.hits() == 0 ? found : smallest(found, bound);
    return answer(
        chosen < LOWEST ? found : chosen,
        bound,
        "No larger coefficient lowers the attack success rate (%.2f %%) by more than %.2f points,"
            + " and at least %s %% of the clean %s are kept; of such the smallest is taken.",
        100 * images.at(chosen < LOWEST ? found : chosen).attackSuccess().value(),
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
      double rate = images.at(best).attackSuccess().value();
      double bound = rate + tie(rate);
      if (images.decided(zero, bound) && images.attackGone(zero, bound)) {
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
    while (good >= LOWEST && !images.mayKeep(good)) {
      bad = good;
      good -= OCTAVE;
    }
    while (good + OCTAVE < bad && images.mayKeep(good + OCTAVE)) {
      good += OCTAVE;
    }
    bad = Math.min(bad, good + OCTAVE);
    while (good >= LOWEST) {
      while (bad - good > 1) {
        int middle = Math.floorDiv(good + bad, 2);
        if (images.keeps(middle)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      // So far it may have been a few images' word.
      if (images.keeps(good)) {
        return good;
      }
      bad = good;
      good -= OCTAVE;
    }
    return good;
  }

  /** The feasible index with the lowest success rate: the edge, unless one before it is lower. */
  private int best(int edge) {
    images.sample(images.at(edge), 0, images.eligible());
    int best = edge;
    for (double alpha :
        List.copyOf(images.line().subMap(0.0, false, AlphaGrid.alpha(edge), false).keySet())) {
      double rate = images.at(best).attackSuccess().value();
      if (rate <= options.tie()) {
        break;
      }
      int index = AlphaGrid.floor(alpha);
      if (images.at(index).feasible(options.keep()) == 1
          && images.decided(images.at(index), rate - tie(rate))
          && images.at(index).succeedsAtMost(rate) == 1) {
        images.sample(images.at(index), 0, images.eligible());
        best = images.at(index).attackSuccess().value() < rate ? index : best;
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
    while (bad > LOWEST - OCTAVE && images.mayBeAtMost(images.at(bad), bound)) {
      good = bad;
      bad -= OCTAVE;
    }
    while (true) {
      while (good - bad > 1) {
        int middle = Math.floorDiv(good + bad, 2);
        if (images.mayBeAtMost(images.at(middle), bound)) {
          good = middle;
        } else {
          bad = middle;
        }
      }
      if (images.attackGone(images.at(good), bound)) {
        if (images.accuracyKept(images.at(good))) {
          return good;
        }
        if (good == best || images.at(best).feasible(options.keep()) != 1) {
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

  private double stableTo(int chosen, double bound) {
    double to = AlphaGrid.alpha(chosen);
    for (Candidate later : images.line().tailMap(to, false).values()) {
      if (later.feasible(options.keep()) != 1 || later.succeedsAtMost(bound) == -1) {
        break;
      }
      to = later.succeedsAtMost(bound) == 1 ? later.alpha : to;
    }
    return to;
  }

  private double tie(double rate) {
    return Math.max(options.tie(), Math.sqrt(rate * (1 - rate) / images.eligible()));
  }

  private SearchResult answer(int index, double bound, String format, Object... args) {
    CurvePoint chosen = images.point(images.at(index));
    return new SearchResult(
        images.point(zero),
        chosen,
        String.format(Locale.ROOT, format, args),
        chosen.alpha(),
        stableTo(index, bound),
        images.curve(),
        images.passes());
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
        images.point(zero),
        null,
        String.format(Locale.ROOT, format, args),
        0,
        0,
        images.curve(),
        images.passes());
  }
}
