package io.tbar.cli;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.Cleaning;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One run as a line of a table. */
final class ResultRow {
  static final List<String> HEADS =
      List.of(
          "run",
          "status",
          "trigger",
          "method",
          "estimator",
          "alpha",
          "CA before",
          "CA after",
          "CA kept",
          "ASR before",
          "ASR after",
          "ASR 95 %",
          "target's clean share after",
          "accuracy under trigger before",
          "accuracy under trigger after",
          "seconds",
          "excess before",
          "excess after",
          "excess 95 %",
          "own answers back before",
          "own answers back after");

  private ResultRow() {}

  static List<String> of(String name, RunRecord run) {
    Evaluation before = scores(run, RunRecord.BEFORE);
    if (before == null) {
      before = scores(run, RunRecord.MODEL);
    }
    Evaluation after = scores(run, RunRecord.AFTER);
    Rate caBefore = rate(before, Measure.CLEAN_TOP1);
    Rate caAfter = rate(after, Measure.CLEAN_TOP1);
    Rate asrAfter = rate(after, Measure.ATTACK_SUCCESS);
    Excess excessAfter = excess(after);
    Cleaning cleaning = run.cleaning();
    Double alpha = cleaning == null ? null : cleaning.alpha();
    return List.of(
        name,
        run.status().text(),
        run.attack() == null ? "-" : run.attack().trigger(),
        cleaning == null ? "-" : cleaning.method(),
        cleaning == null || cleaning.estimator().equals("none") ? "-" : cleaning.estimator(),
        alpha == null ? "-" : String.format(Locale.ROOT, "%.3g", alpha),
        percent(caBefore),
        percent(caAfter),
        kept(caBefore, caAfter),
        percent(rate(before, Measure.ATTACK_SUCCESS)),
        percent(asrAfter),
        asrAfter == null ? "-" : Numbers.interval(asrAfter),
        percent(rate(after, Measure.TARGET_SHARE_CLEAN)),
        percent(rate(before, Measure.TRIGGERED_ACCURACY)),
        percent(rate(after, Measure.TRIGGERED_ACCURACY)),
        String.format(Locale.ROOT, "%.0f", run.timing().seconds()),
        points(excess(before)),
        points(excessAfter),
        excessAfter == null ? "-" : Numbers.interval(excessAfter),
        percent(rate(before, Measure.OWN_ANSWERS_BACK)),
        percent(rate(after, Measure.OWN_ANSWERS_BACK)));
  }

  private static @Nullable Evaluation scores(RunRecord run, String model) {
    Scores scores = run.measures().get(model);
    return scores == null ? null : scores.evaluation();
  }

  private static @Nullable Rate rate(@Nullable Evaluation evaluation, Measure measure) {
    return evaluation == null || !evaluation.has(measure) ? null : evaluation.rate(measure);
  }

  private static @Nullable Excess excess(@Nullable Evaluation evaluation) {
    return evaluation == null ? null : evaluation.excess();
  }

  private static String points(@Nullable Excess excess) {
    return excess == null ? "-" : Numbers.points(excess);
  }

  private static String percent(@Nullable Rate rate) {
    return rate == null ? "-" : Numbers.percent(rate);
  }

  private static String kept(@Nullable Rate before, @Nullable Rate after) {
    return before == null || after == null || before.count() == 0
        ? "-"
        : Numbers.percent(after.value() / before.value());
  }
}
