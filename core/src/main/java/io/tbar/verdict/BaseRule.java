package io.tbar.verdict;

import io.tbar.measure.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a comparison with a trusted base becomes an answer.
 *
 * <ol>
 *   <li>The comparison was not finished: cannot tell.
 *   <li>An excess that is too small to matter, or a moderate one that other labels share: nothing
 *       found.
 *   <li>p above α: cannot tell.
 *   <li>Otherwise, but no usable trigger towards the label: cannot tell.
 *   <li>Otherwise trigger-like behaviour found.
 * </ol>
 *
 * @param level α, in (0, 1)
 */
public record BaseRule(double level) {
  /**
   * Logits, mean over the upper third of the searches. Clean fine-tunings of one base reach 3.6
   * (two of them, docs/results/verdict.md).
   */
  public static final double LEAST_EXCESS = 4;

  /** From so many logits on a label is not dismissed even where others go as far. */
  private static final double MUCH_EXCESS = 6;

  /** Above this p the label does not lead at all: others go as far. */
  private static final double LEADS = 0.5;

  /** Whether the label of the largest excess stands out. */
  public boolean standsOut(BaseComparison comparison) {
    return comparison.p() <= level + 1e-12 && comparison.first().excess() >= LEAST_EXCESS;
  }

  /**
   * @param comparison with the base, or null where time ran out before it
   * @param statistics of the scan, told only
   * @param notDone what was left out, a sentence each
   * @param usable whether there is a trigger towards the label that works on held-out images
   */
  public Verdict judge(
      @Nullable BaseComparison comparison,
      List<Statistic> statistics,
      List<String> notDone,
      boolean usable) {
    List<Ranked> told = statistics.stream().map(s -> new Ranked(s, null, null)).toList();
    if (comparison == null) {
      List<String> reasons =
          new ArrayList<>(List.of("The comparison with the base was not finished."));
      reasons.addAll(notDone);
      return new Verdict(Answer.CANNOT_TELL, false, null, null, told, reasons);
    }
    boolean out = standsOut(comparison);
    boolean far = far(comparison);
    Answer answer = out && usable ? Answer.FOUND : far ? Answer.CANNOT_TELL : Answer.NOTHING_FOUND;
    return new Verdict(answer, true, comparison.p(), null, told, reasons(comparison, out, usable));
  }

  private static boolean far(BaseComparison comparison) {
    double excess = comparison.first().excess();
    return excess >= MUCH_EXCESS || (excess >= LEAST_EXCESS && comparison.p() <= LEADS);
  }

  private List<String> reasons(BaseComparison c, boolean out, boolean usable) {
    LabelExcess first = c.first();
    String figures =
        String.format(
            Locale.ROOT,
            "'%s' goes %+.1f logits beyond the base '%s' (the next label, '%s', %+.1f; it leads in %d"
                + " of %d searches), p = %.2g at the level %.2g",
            first.label(),
            first.excess(),
            c.base(),
            c.labels().get(1).label(),
            c.labels().get(1).excess(),
            first.leads(),
            c.families(),
            c.p(),
            level);
    String says =
        !out && far(c)
            ? "Not settled: " + figures + ". The label goes far, but others go with it."
            : !out
                ? "No label stands out: "
                    + figures
                    + ". This is no proof that there is no backdoor."
                : usable
                    ? "One label stands out: " + figures + "."
                    : "One label stands out (" + figures + "), but no usable trigger was found.";
    String rests =
        String.format(
            Locale.ROOT,
            "p rests on the spread of the %d other labels, taken as normal, and on a base that is"
                + " clean; an excess below %.1f logits counts as none.",
            c.labels().size() - 1,
            LEAST_EXCESS);
    return List.of(says, rests);
  }
}
