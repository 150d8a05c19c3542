package io.tbar.invert;

import io.tbar.measure.Statistic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan found. Whether that is unusual is for a null set of clean models to say.
 *
 * @param statistics what a verdict is made of, in a fixed order; the same ids for the same options,
 *     unless time ran out
 * @param further numbers that are told but in which infected models were too like clean ones in our
 *     trials, so that judging by them would only blur the verdict
 * @param triggers the best of each family, smallest change first among the usable ones
 * @param chosen the smallest usable one towards the label that stands out most, or null where there
 *     is none
 * @param reason one sentence: why that one, or why none
 * @param candidates labels that the chosen (or, without one, the most effective) trigger may lead
 *     to, largest increase first
 * @param nearest labels whose text lies nearest to the collapsed embedding, nearest first; the
 *     vocabulary need not hold the attacker's word
 * @param curves how the inversions went
 * @param passes images that went through the tower, backward passes not counted
 * @param notDone what was left out because time ran out, a sentence each
 * @param configuration hash of everything that the statistics depend on besides the model: options,
 *     images, vocabulary, version of the scan
 */
public record Findings(
    List<Statistic> statistics,
    List<Statistic> further,
    List<InvertedTrigger> triggers,
    @Nullable InvertedTrigger chosen,
    String reason,
    List<Candidate> candidates,
    List<Candidate> nearest,
    List<Curve> curves,
    long passes,
    List<String> notDone,
    String configuration) {
  public Findings {
    statistics = List.copyOf(statistics);
    further = List.copyOf(further);
    triggers = List.copyOf(triggers);
    candidates = List.copyOf(candidates);
    nearest = List.copyOf(nearest);
    curves = List.copyOf(curves);
    notDone = List.copyOf(notDone);
  }
}
