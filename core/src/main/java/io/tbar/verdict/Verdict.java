package io.tbar.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer and what it stands on.
 *
 * @param calibrated whether the model was compared with a null set or a trusted base
 * @param p conformal p-value of all statistics together, that of the largest excess with a base, or
 *     null with neither
 * @param support of the null set, or null without one
 * @param statistics every one, with its rank where there is a null set
 * @param reasons sentences, the decisive one first
 */
public record Verdict(
    Answer answer,
    boolean calibrated,
    @Nullable Double p,
    @Nullable Support support,
    List<Ranked> statistics,
    List<String> reasons) {
  public Verdict {
    statistics = List.copyOf(statistics);
    reasons = List.copyOf(reasons);
  }
}
