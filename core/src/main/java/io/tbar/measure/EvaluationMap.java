package io.tbar.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An evaluation as plain maps and lists, for records. */
final class EvaluationMap {
  private EvaluationMap() {}

  static Map<String, Object> of(Evaluation evaluation, List<String> classes) {
    if (classes.size() != evaluation.perClass().size()) {
      throw new IllegalArgumentException(
          classes.size() + " names for " + evaluation.perClass().size() + " classes");
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("images", evaluation.images());
    map.put("labelled", evaluation.labelled());
    int target = evaluation.target();
    if (target != Evaluation.UNKNOWN) {
      map.put("target", classes.get(target));
      map.put("targetIndex", target);
    }
    Map<String, Object> rates = new LinkedHashMap<>();
    evaluation
        .rates()
        .forEach(
            (measure, rate) -> {
              Map<String, Object> entry = rate(rate);
              entry.put("definition", measure.definition());
              rates.put(measure.key(), entry);
            });
    map.put("rates", rates);
    if (evaluation.excess() != null) {
      map.put(Excess.KEY, excess(evaluation.excess()));
    }
    map.put("perClass", perClass(evaluation, classes));
    Shift shift = evaluation.largestShift();
    if (shift != null) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", classes.get(shift.to()));
      entry.put("triggered", rate(shift.triggered()));
      entry.put("clean", rate(shift.clean()));
      entry.put("definition", Shift.DEFINITION);
      map.put("largestShift", entry);
    }
    return map;
  }

  private static List<Map<String, Object>> perClass(Evaluation evaluation, List<String> classes) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", classes.get(c));
      entry.put("accuracy", rate(evaluation.perClass().get(c)));
      entry.put("cleanPredictions", evaluation.cleanHistogram().get(c));
      if (!evaluation.triggeredHistogram().isEmpty()) {
        entry.put("triggeredPredictions", evaluation.triggeredHistogram().get(c));
      }
      list.add(entry);
    }
    return list;
  }

  private static Map<String, Object> excess(Excess excess) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", excess.value());
    map.put("both", excess.both());
    map.put("onlyTriggered", excess.onlyTriggered());
    map.put("onlyClean", excess.onlyClean());
    map.put("neither", excess.neither());
    map.put("low", excess.low());
    map.put("high", excess.high());
    map.put("definition", Excess.DEFINITION);
    return map;
  }

  private static Map<String, Object> rate(Rate rate) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (rate.total() > 0) {
      map.put("value", rate.value());
    }
    map.put("count", rate.count());
    map.put("total", rate.total());
    map.put("low", rate.low());
    map.put("high", rate.high());
    return map;
  }
}
