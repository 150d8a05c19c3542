package io.tbar.cli;

import io.tbar.experiment.CellResult;
import io.tbar.experiment.Figure;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Excess;
import io.tbar.measure.Measure;
import io.tbar.measure.Shift;
import io.tbar.result.AlphaPoint;
import io.tbar.result.Cleaning;
import io.tbar.result.CleaningRound;
import io.tbar.result.FileRecord;
import io.tbar.result.PoisonedTrigger;
import io.tbar.result.Poisoning;
import io.tbar.result.RunRecord;
import io.tbar.result.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the tables of an experiment take from the record of a run. */
final class CellFigures {
  private static final String EXCESS_BEFORE = "excessBefore";
  private static final String EXCESS_LOW = "excessAfterLow";
  private static final String EXCESS_HIGH = "excessAfterHigh";
  private static final String OWN_ANSWERS_BEFORE = "ownAnswersBackBefore";

  /** What cells of older versions lack. */
  static final Set<String> LATER =
      Set.of(
          EXCESS_BEFORE,
          Figure.EXCESS.key(),
          EXCESS_LOW,
          EXCESS_HIGH,
          OWN_ANSWERS_BEFORE,
          Figure.OWN_ANSWERS_BACK.key());

  private CellFigures() {}

  /** The infected checkpoint, which every method of a cell starts from. */
  static Map<String, Object> before(RunRecord run, String model) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Evaluation evaluation = evaluation(run, model);
    if (evaluation != null) {
      put(figures, Figure.CA_BEFORE.key(), evaluation, Measure.CLEAN_TOP1);
      put(figures, Figure.ASR_BEFORE.key(), evaluation, Measure.ATTACK_SUCCESS);
      put(figures, "triggeredAccuracyBefore", evaluation, Measure.TRIGGERED_ACCURACY);
      put(figures, OWN_ANSWERS_BEFORE, evaluation, Measure.OWN_ANSWERS_BACK);
      if (evaluation.excess() != null) {
        figures.put(EXCESS_BEFORE, evaluation.excess().value());
      }
    }
    Poisoning poisoning = run.poisoning();
    if (poisoning != null && poisoning.triggers().size() > 1) {
      for (int k = 0; k < poisoning.triggers().size(); k++) {
        figures.put(
            Figure.ASR_BEFORE.key() + (k + 1), poisoning.triggers().get(k).attackSuccess().value());
      }
    }
    return figures;
  }

  /**
   * The infected checkpoint under one of its triggers.
   *
   * @param trigger from 0
   */
  static Map<String, Object> of(RunRecord poisoned, int trigger) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Poisoning poisoning = poisoned.poisoning();
    if (poisoning != null && trigger < poisoning.triggers().size()) {
      PoisonedTrigger one = poisoning.triggers().get(trigger);
      figures.put(Figure.ASR_BEFORE.key(), one.attackSuccess().value());
      figures.put("triggeredAccuracyBefore", one.triggeredAccuracy().value());
    }
    return figures;
  }

  /** The cleaned checkpoint. */
  static Map<String, Object> after(RunRecord run) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Scores scores = run.measures().get(RunRecord.MODEL);
    if (scores == null) {
      return figures;
    }
    Evaluation evaluation = scores.evaluation();
    put(figures, Figure.CA_AFTER.key(), evaluation, Measure.CLEAN_TOP1);
    put(figures, Figure.ASR_AFTER.key(), evaluation, Measure.ATTACK_SUCCESS);
    put(figures, Figure.TARGET_SHARE.key(), evaluation, Measure.TARGET_SHARE_CLEAN);
    put(figures, Figure.TRIGGERED_ACCURACY.key(), evaluation, Measure.TRIGGERED_ACCURACY);
    put(figures, "agreementAfter", evaluation, Measure.AGREEMENT);
    put(figures, Figure.OWN_ANSWERS_BACK.key(), evaluation, Measure.OWN_ANSWERS_BACK);
    Excess excess = evaluation.excess();
    if (excess != null) {
      figures.put(Figure.EXCESS.key(), excess.value());
      figures.put(EXCESS_LOW, excess.low());
      figures.put(EXCESS_HIGH, excess.high());
    }
    Shift shift = evaluation.largestShift();
    if (shift != null) {
      figures.put(Figure.SHIFT.key(), shift.triggered().value());
      figures.put("largestShiftClass", scores.classes().get(shift.to()));
    }
    figures.put("testImages", evaluation.images());
    return figures;
  }

  /** What a method cost and chose. */
  static Map<String, Object> method(RunRecord run) {
    Map<String, Object> figures = new LinkedHashMap<>();
    long samples = 0;
    for (FileRecord input : run.inputs()) {
      if (input.samples() != null && !input.role().startsWith("test")) {
        samples += input.samples();
      }
    }
    figures.put(Figure.SAMPLES.key(), samples);
    figures.put(Figure.SECONDS.key(), run.timing().seconds());
    Cleaning cleaning = run.cleaning();
    if (cleaning != null) {
      if (cleaning.alpha() != null) {
        figures.put(Figure.ALPHA.key(), cleaning.alpha());
      }
      List<List<Double>> curve = curve(cleaning);
      if (!curve.isEmpty()) {
        figures.put(CellResult.CURVE, curve);
      }
    }
    return figures;
  }

  /** α, utility, attack success rate for every coefficient that the search looked at. */
  private static List<List<Double>> curve(Cleaning cleaning) {
    List<List<Double>> curve = new ArrayList<>();
    for (CleaningRound round : cleaning.rounds()) {
      for (AlphaPoint point : round.curve()) {
        curve.add(List.of(point.alpha(), point.utility().value(), point.attackSuccess().value()));
      }
    }
    return curve;
  }

  static @Nullable Evaluation evaluation(RunRecord run, String model) {
    Scores scores = run.measures().get(model);
    return scores == null ? null : scores.evaluation();
  }

  private static void put(
      Map<String, Object> figures, String key, Evaluation evaluation, Measure measure) {
    if (evaluation.has(measure)) {
      figures.put(key, evaluation.rate(measure).value());
    }
  }
}
