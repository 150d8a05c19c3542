package io.tbar.run;

import io.tbar.measure.Rate;
import io.tbar.method.CurvePoint;
import io.tbar.method.ProxyFindings;
import io.tbar.method.ProxySweep;
import io.tbar.method.SearchResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backdoor is gone, said by the judges of a bank (proxies that never trained) on the
 * images of the coefficient search, and by a fresh sweep on the cleaned weights.
 *
 * @param proxies every sweep
 * @param judges attack success of the judges at the chosen coefficient; null where none was
 *     feasible
 * @param excess the same beyond the label's share without trigger, in [-1, 1]
 * @param unseen attack success that an unseen trigger may still have, in [0, 1]: the judges' times
 *     {@link #FACTOR}
 * @param removed whether it is gone
 * @param reason one sentence why, or why not
 */
public record BankJudgement(
    ProxyFindings proxies,
    @Nullable Rate judges,
    double excess,
    double unseen,
    boolean removed,
    String reason) {
  /**
   * The true trigger's attack success, divided by the judges' (one image added to both counts), is
   * below this on nine of ten models whose true trigger is known (docs/results/restored.md).
   */
  public static final double FACTOR = 2;

  static BankJudgement of(ProxyFindings proxies, SearchResult search, String target) {
    CurvePoint chosen = search.chosen();
    if (chosen == null) {
      return new BankJudgement(proxies, null, 1, 1, false, search.reason());
    }
    Rate judges = chosen.attackSuccess();
    double excess = chosen.excess() == null ? judges.value() : chosen.excess().value();
    double unseen = Math.min(1, FACTOR * (judges.count() + 1.0) / (judges.total() + 1.0));
    ProxySweep last = proxies.last();
    String figures =
        String.format(
            Locale.ROOT,
            "triggers that never trained lead %.1f %% of the images to \"%s\" (%.1f %% before; such"
                + " triggers lead %.1f %% to labels without a backdoor), so that an unseen one may"
                + " still lead up to %.1f %% there",
            100 * judges.value(),
            target,
            100 * search.base().attackSuccess().value(),
            100 * proxies.natural(),
            100 * unseen);
    if (!proxies.stoodOut()) {
      return new BankJudgement(
          proxies,
          judges,
          excess,
          unseen,
          false,
          String.format(
              Locale.ROOT,
              "Another label is easier to reach on the suspect than \"%s\" (%.2f against %.2f), so"
                  + " this may not be the backdoor's label.",
              target,
              proxies.first().strongestControl(),
              proxies.first().label()));
    }
    boolean removed = proxies.gone() && excess <= proxies.allowed();
    return new BankJudgement(
        proxies,
        judges,
        excess,
        unseen,
        removed,
        removed
            ? "Removed: " + figures + "."
            : String.format(
                Locale.ROOT,
                "Not shown to be removed after %d %s: %s; a fresh search reaches %.1f %%.",
                last.round(),
                last.round() == 1 ? "round" : "rounds",
                figures,
                100 * last.fresh()));
  }

  /** For proxy.json. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("stoodOut", proxies.stoodOut());
    map.put("gone", proxies.gone());
    if (judges != null) {
      map.put("judgesAttackSuccess", Map.of("count", judges.count(), "total", judges.total()));
    }
    map.put("judgesExcess", excess);
    map.put("unseenAtMost", unseen);
    map.put("factor", FACTOR);
    map.put("naturalOfJudges", proxies.natural());
    map.put("judgesExcessAllowed", proxies.allowed());
    map.put("judges", proxies.judges());
    map.put("trained", proxies.trained());
    map.put("passes", proxies.passes());
    map.put("sweeps", proxies.sweeps().stream().map(BankJudgement::sweep).toList());
    return map;
  }

  private static Map<String, Object> sweep(ProxySweep sweep) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("round", sweep.round());
    map.put("passes", sweep.passes());
    map.put("fresh", sweep.fresh());
    map.put("families", sweep.families());
    map.put("judges", sweep.judges());
    map.put("judgeCount", sweep.judgeCount());
    map.put("floor", sweep.floor());
    if (sweep.controlled()) {
      map.put("label", sweep.label());
      map.put("controls", List.copyOf(sweep.controls().values()));
    }
    return map;
  }
}
