package io.tbar.result;

import io.tbar.measure.Rate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a backdoor was removed.
 *
 * @param method "tbar", "cleanclip", …
 * @param estimator how the trigger vector was estimated: "plain", "anchored"; "none" for methods
 *     that estimate no vector
 * @param settings of the estimator and the search, every default filled in
 * @param forgetImages images in the forget set, or images or pairs that another method was given
 * @param utility what the bound is about: "clean accuracy" or "agreement"
 * @param keep ρ, the share of the suspect's utility that must stay, in [0, 1]
 * @param baseUtility utility of the suspect on the images of the search
 * @param rounds in order; a single step is one round
 * @param decidingRound number of the round whose search gave the answer, or null without one
 * @param alpha coefficient of the saved vector, or null where nothing was feasible
 * @param vectorSha256 digest of the saved trigger vector, or null where none was saved
 * @param knows what the method was told, in words; null in records of earlier versions
 * @param source where the method comes from; null in records of earlier versions
 */
public record Cleaning(
    String method,
    String estimator,
    Map<String, Object> settings,
    long forgetImages,
    String utility,
    double keep,
    Rate baseUtility,
    List<CleaningRound> rounds,
    @Nullable Integer decidingRound,
    @Nullable Double alpha,
    @Nullable String vectorSha256,
    @Nullable List<String> knows,
    @Nullable String source) {
  public Cleaning {
    settings = Settings.copy(settings);
    rounds = List.copyOf(rounds);
    knows = knows == null ? null : List.copyOf(knows);
    Settings.finite("keep", keep);
    if (alpha != null) {
      Settings.finite("alpha", alpha);
    }
    if (vectorSha256 != null) {
      Settings.digest(vectorSha256);
    }
  }

  /** The utility that a coefficient must reach to be feasible: ρ · utility of the suspect. */
  public double bound() {
    return keep * baseUtility.value();
  }
}
