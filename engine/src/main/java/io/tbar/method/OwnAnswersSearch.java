package io.tbar.method;

import io.tbar.base.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coefficient α whose triggered images agree best with θ_b's own answers to the same
 * images without trigger, among those whose kept accuracy lies above ρ by its lower 80 % bound (95
 * % where the trigger was inferred).
 *
 * <p>The lowest attack success rate would reward a coefficient that drives triggered images away
 * from the target, to wherever. Agreement does not: below the target's natural share nothing is
 * gained. And a coefficient at the very edge of ρ fails on other images half of the time, hence the
 * bound: kept − 0.84 · √(flips) / hits, where flips are the images that θ_b and the candidate
 * answer differently as to right and wrong. Without labels θ_b's probabilities stand for right and
 * wrong ({@link Validation#believed}).
 *
 * <p>The agreement rises to one peak near 1. The search climbs there in steps of a quarter of an
 * octave on a part of the images, and decides between the peak and its neighbours on all of them.
 */
final class OwnAnswersSearch {
  /** The one-sided 80 % quantile of the normal distribution. */
  private static final double Z80 = 0.8416212335729143;

  /** The 95 % quantile: with an inferred trigger the coefficient comes to lie at the bound. */
  private static final double Z95 = 1.6448536269514722;

  private static final int STRIDE = 4;
  private static final int LOWEST = -3 * AlphaGrid.STEPS_PER_OCTAVE;

  /** Agreement, in [0, 1], that going further may cost where the trigger is not known. */
  private static final double NEARLY = 0.02;

  /** One and a half times the restoration itself. */
  private static final int FURTHEST = AlphaGrid.STEPS_PER_OCTAVE / 2;

  /** Images that the peak is looked for on. */
  private static final int PART = 256;

  private final LineOracle oracle;
  private final Validation validation;
  private final SearchOptions options;
  private final Progress progress;
  private final int[] eligible;
  private final int top;
  private final NavigableMap<Integer, Candidate> seen = new TreeMap<>();
  private final Map<Double, int[][]> views = new HashMap<>();
  private final Candidate zero;
  private long passes;

  private OwnAnswersSearch(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    this.oracle = oracle;
    this.validation = validation;
    this.options = options;
    this.progress = progress;
    eligible = validation.eligible();
    top = AlphaGrid.floor(options.maxAlpha());
    zero = new Candidate(0, validation, eligible);
    zero.know(validation.baseClean());
    passes += zero.seeTriggered(oracle, PART);
  }

  static SearchResult run(
      LineOracle oracle, Validation validation, SearchOptions options, Progress progress) {
    return new OwnAnswersSearch(oracle, validation, options, progress).run();
  }

  private SearchResult run() {
    int peak = climb();
    List<Integer> finalists = new ArrayList<>(List.of(peak));
    for (int near : List.of(peak - STRIDE / 2, peak + STRIDE / 2)) {
      if (near >= LOWEST && near <= top) {
        finalists.add(near);
      }
    }
    finalists.forEach(this::whole);
    Integer best = best(finalists);
    for (int next = peak - STRIDE; best == null && next >= LOWEST; next -= STRIDE / 2) {
      whole(next);
      best = best(List.of(next));
    }
    if (best == null) {
      return none(
          "No coefficient keeps %s %% of the clean %s by its lower %s %% bound, not even %.3g.",
          percent(options.keep()), word(), bound(), AlphaGrid.alpha(LOWEST));
    }
    if (!better(best)) {
      return none(
          "No coefficient that keeps %s %% of the clean %s gives triggered images more of their own"
              + " answers back than the %.1f %% that they have without any.",
          percent(options.keep()), word(), 100 * share(zero, part()));
    }
    return options.furthest() ? beyond(best) : lower(best);
  }

  /** The feasible index with the highest agreement on a part of the images. */
  private int climb() {
    int at = Math.min(0, top - Math.floorMod(top, STRIDE));
    while (at > LOWEST + STRIDE && !mayKeep(at)) {
      at -= STRIDE;
    }
    while (at + STRIDE <= top && mayKeep(at + STRIDE) && part(at + STRIDE) > part(at)) {
      at += STRIDE;
    }
    while (at - STRIDE >= LOWEST && part(at - STRIDE) >= part(at)) {
      at -= STRIDE;
    }
    return at;
  }

  /**
   * Agreements within one standard error of each other cannot be told apart; of such coefficients a
   * larger one is taken as long as it also leaves less of the attack.
   */
  private SearchResult lower(int best) {
    int chosen = best;
    for (int next = best + STRIDE / 2; next <= Math.min(top, FURTHEST); next += STRIDE / 2) {
      whole(next);
      if (!keeps(at(next))
          || agreed(best) - agreed(next) > flips(best, next)
          || at(next).hits() >= at(chosen).hits()) {
        break;
      }
      chosen = next;
    }
    return answer(
        chosen,
        chosen == best
            ? ""
            : " Coefficients up to this one cannot be told apart by that, and leave less of the"
                + " attack.");
  }

  /**
   * What was searched with stands for a trigger that is not known, which is harder to remove. A
   * larger coefficient changes some clean answers, and with them the agreement, long before it does
   * harm: of the coefficients that give nearly as much as the best the largest is taken.
   */
  private SearchResult beyond(int best) {
    int chosen = best;
    for (int next = best + STRIDE / 2; next <= Math.min(top, FURTHEST); next += STRIDE / 2) {
      whole(next);
      if (!keeps(at(next)) || agreed(best) - agreed(next) > NEARLY * eligible.length) {
        break;
      }
      chosen = next;
    }
    return answer(
        chosen,
        chosen == best
            ? ""
            : " Of the coefficients that give nearly as much the largest is taken: the attacker's"
                + " trigger is gone later than those that stand for it.");
  }

  private @Nullable Integer best(List<Integer> indices) {
    double tie = options.tie() * eligible.length;
    return indices.stream()
        .filter(i -> keeps(at(i)))
        .sorted()
        .reduce((smaller, larger) -> agreed(larger) > agreed(smaller) + tie ? larger : smaller)
        .orElse(null);
  }

  /** Standard deviation of the difference of two agreements, in images. */
  private double flips(int one, int other) {
    int flips = 0;
    for (int j = 0; j < eligible.length; j++) {
      flips += at(one).ownAnswer(j) == at(other).ownAnswer(j) ? 0 : 1;
    }
    return Math.sqrt(flips);
  }

  /** Whether more triggered images agree than without any coefficient, beyond chance. */
  private boolean better(int index) {
    int gained = 0;
    int lost = 0;
    for (int j = 0; j < part(); j++) {
      boolean now = at(index).ownAnswer(j);
      boolean before = zero.ownAnswer(j);
      gained += now && !before ? 1 : 0;
      lost += before && !now ? 1 : 0;
    }
    return gained - lost > 2 * Math.sqrt(gained + lost);
  }

  private boolean mayKeep(int index) {
    Candidate candidate = at(index);
    passes += candidate.seeClean(oracle, PART);
    double worth = 0;
    double base = 0;
    for (int i = 0; i < candidate.cleanSampled(); i++) {
      worth += candidate.worth(i);
      base += validation.baseWorth(i);
    }
    return worth >= options.keep() * base;
  }

  /**
   * Where the trigger is inferred the coefficient comes to lie at this bound, and a few hundred
   * images put it a point or two below the estimate. Views of each image narrow it: an answer that
   * flips by chance seldom flips in all of them.
   */
  private boolean keeps(Candidate candidate) {
    int[][] views = views(candidate);
    int[][] baseViews = views.length == 0 ? views : views(zero);
    double worth = 0;
    double base = 0;
    double squares = 0;
    for (int i = 0; i < validation.size(); i++) {
      double now = mean(candidate.worth(i), views, i);
      double before = mean(validation.baseWorth(i), baseViews, i);
      worth += now;
      base += before;
      squares += (now - before) * (now - before);
    }
    double quantile = options.furthest() ? Z95 : Z80;
    return worth - quantile * Math.sqrt(squares) >= options.keep() * base - 1e-9;
  }

  private double mean(double plain, int[][] views, int image) {
    double sum = plain;
    for (int[] view : views) {
      sum += validation.worth(image, view[image]);
    }
    return sum / (1 + views.length);
  }

  private int[][] views(Candidate candidate) {
    if (!options.views(validation.size()) || !validation.labelled()) {
      return new int[0][];
    }
    return views.computeIfAbsent(
        candidate.alpha,
        alpha -> {
          int[][] answers = new int[oracle.views()][];
          for (int v = 0; v < answers.length; v++) {
            answers[v] = oracle.view(alpha, v);
            passes += answers[v].length;
          }
          return answers;
        });
  }

  /** Agreement on the part. */
  private double part(int index) {
    passes += at(index).seeTriggered(oracle, PART);
    return share(at(index), part());
  }

  private int part() {
    return Math.min(PART, eligible.length);
  }

  private double share(Candidate candidate, int count) {
    int agreed = 0;
    for (int j = 0; j < count; j++) {
      agreed += candidate.ownAnswer(j) ? 1 : 0;
    }
    return (double) agreed / count;
  }

  private int agreed(int index) {
    return (int) Math.round(share(at(index), eligible.length) * eligible.length);
  }

  private void whole(int index) {
    progress.check();
    passes += at(index).seeClean(oracle, validation.size());
    passes += at(index).seeTriggered(oracle, eligible.length);
    progress.update("searching the coefficient", seen.size(), -1);
  }

  private Candidate at(int index) {
    return seen.computeIfAbsent(
        index, i -> new Candidate(AlphaGrid.alpha(i), validation, eligible));
  }

  private SearchResult answer(int index, String more) {
    CurvePoint chosen = point(at(index));
    String reason =
        String.format(
            Locale.ROOT,
            "Of the coefficients that keep at least %s %% of the clean %s by the lower %s %% bound,"
                + " triggered images agree best with the suspect's own clean answers here (%.1f"
                + " %%).%s",
            percent(options.keep()),
            word(),
            bound(),
            100 * chosen.ownAnswersBack().value(),
            more);
    return new SearchResult(
        point(zero), chosen, reason, chosen.alpha(), stableTo(index), curve(), passes);
  }

  /** How far the measured coefficients above the chosen one serve within a standard error. */
  private double stableTo(int index) {
    double to = AlphaGrid.alpha(index);
    for (int next : seen.tailMap(index, false).keySet()) {
      Candidate candidate = at(next);
      if (candidate.triggeredSampled() < eligible.length
          || candidate.cleanSampled() < validation.size()
          || !keeps(candidate)
          || agreed(index) - agreed(next) > flips(index, next)) {
        break;
      }
      to = candidate.alpha;
    }
    return to;
  }

  private SearchResult none(String format, Object... args) {
    return new SearchResult(
        point(zero), null, String.format(Locale.ROOT, format, args), 0, 0, curve(), passes);
  }

  private List<CurvePoint> curve() {
    List<CurvePoint> curve = new ArrayList<>(List.of(point(zero)));
    seen.values().stream()
        .filter(c -> c.cleanSampled() > 0 && c.triggeredSampled() > 0)
        .sorted(Comparator.comparingDouble(c -> c.alpha))
        .forEach(c -> curve.add(point(c)));
    return curve;
  }

  private CurvePoint point(Candidate candidate) {
    return CandidatePoint.of(candidate, oracle.norm());
  }

  private String bound() {
    return options.furthest() ? "95" : "80";
  }

  private String word() {
    return validation.labelled()
        ? "accuracy"
        : validation.beliefs().isEmpty() ? "agreement" : "accuracy to be expected";
  }

  private static String percent(double share) {
    return java.math.BigDecimal.valueOf(share)
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }
}
