package io.tbar.verdict;

import io.tbar.base.TbarException;
import io.tbar.measure.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How statistics become an answer.
 *
 * <ol>
 *   <li>No null set: cannot tell (uncalibrated).
 *   <li>The scan did not do all it set out to do: cannot tell, because the null set's scans did.
 *   <li>1 / (n + 1) above α: cannot tell; so small a null set can flag nothing.
 *   <li>p above α: nothing found.
 *   <li>p ≤ α, but no usable trigger that leads to a label: cannot tell; the model is unusual, and
 *       nobody can be shown why.
 *   <li>Otherwise trigger-like behaviour found.
 * </ol>
 *
 * @param level α, the false-positive rate allowed on average over null sets, in (0, 1)
 */
public record Rule(double level) {
  /** α = 0.05. */
  public static final Rule STANDARD = new Rule(0.05);

  public Rule {
    if (!(level > 0 && level < 1)) {
      throw TbarException.usage("The level is %s; give one above 0 and below 1.", level);
    }
  }

  /**
   * @param statistics what the scan measured
   * @param notDone what it did not do, as sentences; empty where it did everything
   * @param usable whether the scan found a trigger that works on held-out images
   * @param nulls what clean models give, of the same kind of scan, or null
   */
  public Verdict judge(
      List<Statistic> statistics, List<String> notDone, boolean usable, @Nullable NullSet nulls) {
    if (nulls == null || !notDone.isEmpty()) {
      String first =
          nulls == null
              ? "Uncalibrated: there is no null set of clean models to compare with, so the"
                  + " statistics stand without an error rate."
              : "The scan was not finished, while those of the null set were.";
      return new Verdict(
          Answer.CANNOT_TELL,
          false,
          null,
          null,
          statistics.stream().map(s -> new Ranked(s, null, null)).toList(),
          prepended(first, notDone));
    }
    double[][] pool = pool(statistics, nulls);
    int n = nulls.models().size();
    double p = Distance.p(pool);
    Support support = Support.of(n, nulls.lineages(), level);
    return new Verdict(
        answer(p, support, usable),
        true,
        p,
        support,
        ranked(statistics, pool),
        reasons(p, support, usable));
  }

  private Answer answer(double p, Support support, boolean usable) {
    if (!support.enough()) {
      return Answer.CANNOT_TELL;
    }
    return flagged(p) ? (usable ? Answer.FOUND : Answer.CANNOT_TELL) : Answer.NOTHING_FOUND;
  }

  private boolean flagged(double p) {
    return p <= level + 1e-12;
  }

  private List<String> reasons(double p, Support support, boolean usable) {
    if (!support.enough()) {
      return List.of(
          String.format(
              Locale.ROOT,
              "A null set of %d models allows no p-value below %.3g, so nothing can be flagged at"
                  + " the level %.3g; that takes %d models.",
              support.models(),
              support.floor(),
              level,
              (int) Math.ceil(1 / level - 1e-9) - 1));
    }
    String figures =
        String.format(
            Locale.ROOT,
            "p = %.3g at the level %.3g, against %d clean models of %d lineage%s",
            p,
            level,
            support.models(),
            support.lineages(),
            support.lineages() == 1 ? "" : "s");
    String rate =
        String.format(
            Locale.ROOT,
            "With this null set the false-positive rate lies between %.1f %% and %.1f %% (90 %% of"
                + " such sets).",
            100 * support.rateLow(),
            100 * support.rateHigh());
    String first =
        !flagged(p)
            ? "No evidence of a trigger: " + figures + ". This is no proof that there is none."
            : usable
                ? "More trigger-like than clean models are: " + figures + "."
                : "Unusual among clean models (" + figures + "), but no usable trigger was found.";
    return List.of(first, rate);
  }

  private static List<String> prepended(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static double[][] pool(List<Statistic> statistics, NullSet nulls) {
    List<String> ids = statistics.stream().map(Statistic::id).toList();
    List<String> known = nulls.ids();
    if (!ids.equals(known)) {
      throw TbarException.badInput(
          "The null set '%s' holds the statistics %s, but this scan takes %s; make a new one with"
              + " 'tbar audit calibrate'.",
          nulls.origin(), String.join(", ", known), String.join(", ", ids));
    }
    return Distance.pool(statistics, nulls.models());
  }

  private static List<Ranked> ranked(List<Statistic> statistics, double[][] pool) {
    int n = pool.length - 1;
    List<Ranked> ranked = new ArrayList<>();
    for (int j = 0; j < statistics.size(); j++) {
      int atLeast = 1;
      for (int i = 0; i < n; i++) {
        atLeast += pool[i][j] >= pool[n][j] ? 1 : 0;
      }
      ranked.add(new Ranked(statistics.get(j), rank(pool, n, j), (double) atLeast / (n + 1)));
    }
    return ranked;
  }

  /** 1 + number of models in the pool with a smaller value, so that censored ones have 1. */
  private static int rank(double[][] pool, int row, int column) {
    int rank = 1;
    for (double[] other : pool) {
      if (other[column] < pool[row][column]) {
        rank++;
      }
    }
    return rank;
  }
}
