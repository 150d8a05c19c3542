package io.tbar.run;

import io.tbar.base.Json;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.method.Cleaning;
import io.tbar.report.ProxyView;
import io.tbar.result.Attack;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cleaning without knowledge did, judged by the proxy alone; what the true trigger does, if
 * somebody tells it, is measured afterwards and stands apart.
 *
 * @param bank what a bank of proxies says, or null where there was none
 * @param removed whether the proxy worked before and does not any more; never said of a control
 * @param passed what {@code removed} would be if a control were none: one that passes shows that
 *     the judgement is worth nothing
 * @param reason one sentence why, or why not
 */
public record ProxyCleaning(
    ProxyBackdoor backdoor,
    RunRecord run,
    @Nullable BankJudgement bank,
    boolean removed,
    boolean passed,
    String reason) {
  /** File of the summary beside the record. */
  public static final String FILE = "proxy.json";

  /** From this share of the test images on a proxy counts as working. */
  private static final double WORKS = 0.5;

  /** Up to this share it counts as removed. */
  private static final double GONE = 0.1;

  /**
   * Judges a run that was made with a proxy.
   *
   * @param cleaning with a bank of proxies, or null where there was none
   */
  public static ProxyCleaning of(
      ProxyBackdoor backdoor, RunRecord run, @Nullable Cleaning cleaning) {
    BankJudgement bank =
        cleaning == null || cleaning.proxies() == null
            ? null
            : BankJudgement.of(cleaning.proxies(), cleaning.search(), backdoor.target());
    ProxyCleaning judged =
        bank == null
            ? inEarnest(backdoor, run)
            : new ProxyCleaning(backdoor, run, bank, bank.removed(), bank.removed(), bank.reason());
    if (backdoor.control() == ProxyBackdoor.Control.NONE) {
      return judged;
    }
    return new ProxyCleaning(
        backdoor,
        run,
        bank,
        false,
        judged.passed(),
        String.format(
            Locale.ROOT,
            "A control (%s), which %s: %s",
            backdoor.control().text(),
            judged.passed() ? "passes, so this judgement is worth nothing" : "does not pass",
            judged.reason()));
  }

  private static ProxyCleaning inEarnest(ProxyBackdoor backdoor, RunRecord run) {
    Rate before = rate(run, RunRecord.BEFORE, Measure.ATTACK_SUCCESS);
    Rate after = rate(run, RunRecord.AFTER, Measure.ATTACK_SUCCESS);
    if (before == null || before.value() < WORKS) {
      return new ProxyCleaning(
          backdoor,
          run,
          null,
          false,
          false,
          String.format(
              Locale.ROOT,
              "The proxy leads only %.1f %% of the test images to \"%s\" before cleaning, so that"
                  + " nothing shows whether a backdoor was removed.",
              before == null ? 0 : 100 * before.value(),
              backdoor.target()));
    }
    if (!run.status().wroteCheckpoint() || after == null) {
      return new ProxyCleaning(backdoor, run, null, false, false, String.valueOf(run.note()));
    }
    boolean gone = after.value() <= GONE;
    return new ProxyCleaning(
        backdoor,
        run,
        null,
        gone,
        gone,
        String.format(
            Locale.ROOT,
            "The proxy led %.1f %% of the test images to \"%s\" and still leads %.1f %%%s.",
            100 * before.value(),
            backdoor.target(),
            100 * after.value(),
            gone ? "" : ", too many to call it removed"));
  }

  /**
   * Writes {@link #FILE} into the run's folder.
   *
   * @param truth the true trigger on the infected model, or null where nobody told it
   * @param truthAfter the same on the cleaned model, or null where none was written
   */
  void write(Path folder, @Nullable RunRecord truth, @Nullable RunRecord truthAfter) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", "tbar-proxy-cleaning/1");
    map.put("control", backdoor.control().text());
    map.put("family", backdoor.family());
    map.put("target", backdoor.target());
    map.put("removed", removed);
    if (backdoor.control() != ProxyBackdoor.Control.NONE) {
      map.put("controlPassed", passed);
    }
    map.put("reason", reason);
    if (bank != null) {
      map.put("bank", bank.toMap());
    }
    map.put("proxy", measures(run, RunRecord.BEFORE, run, RunRecord.AFTER));
    if (truth != null) {
      Map<String, Object> apart =
          measures(
              truth,
              RunRecord.MODEL,
              truthAfter == null ? truth : truthAfter,
              truthAfter == null ? "none" : RunRecord.MODEL);
      apart.put("trigger", truth.attack() == null ? "" : truth.attack().trigger());
      apart.put("target", truth.attack() == null ? "" : String.valueOf(truth.attack().target()));
      map.put("trueTrigger", apart);
    }
    Json.write(folder.resolve(FILE), map, true);
  }

  /** As {@link #write}, for the report. */
  ProxyView view(@Nullable RunRecord truth, @Nullable RunRecord truthAfter) {
    Attack attack = truth == null ? null : truth.attack();
    Rate before = truth == null ? null : rate(truth, RunRecord.MODEL, Measure.ATTACK_SUCCESS);
    if (attack == null || before == null) {
      return new ProxyView(backdoor.family(), reason, null);
    }
    Rate after =
        truthAfter == null ? null : rate(truthAfter, RunRecord.MODEL, Measure.ATTACK_SUCCESS);
    return new ProxyView(
        backdoor.family(),
        reason,
        new ProxyView.Told(attack.trigger(), String.valueOf(attack.target()), before, after));
  }

  private static Map<String, Object> measures(
      RunRecord first, String before, RunRecord second, String after) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "attackSuccessBefore", rate(first, before, Measure.ATTACK_SUCCESS));
    put(map, "attackSuccessAfter", rate(second, after, Measure.ATTACK_SUCCESS));
    put(map, "cleanAccuracyBefore", rate(first, before, Measure.CLEAN_TOP1));
    put(map, "cleanAccuracyAfter", rate(second, after, Measure.CLEAN_TOP1));
    return map;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Rate rate) {
    if (rate != null) {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("value", rate.value());
      parts.put("count", rate.count());
      parts.put("total", rate.total());
      parts.put("low", rate.low());
      parts.put("high", rate.high());
      map.put(key, parts);
    }
  }

  /** A measure of a model of a run, or null where it was not taken. */
  public static @Nullable Rate rate(RunRecord run, String model, Measure measure) {
    Scores scores = run.measures().get(model);
    if (scores == null) {
      return null;
    }
    Evaluation evaluation = scores.evaluation();
    if (measure == Measure.ATTACK_SUCCESS) {
      return evaluation.attackSuccess();
    }
    return evaluation.has(measure) ? evaluation.rate(measure) : null;
  }
}
