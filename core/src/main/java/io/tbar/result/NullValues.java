package io.tbar.result;

import io.tbar.measure.Statistic;
import io.tbar.verdict.NullModel;
import io.tbar.verdict.NullSet;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statistic gives on clean models.
 *
 * @param id of the statistic
 * @param values of the clean models where something was found, rising
 * @param nothing number of clean models where nothing was found
 */
public record NullValues(String id, List<Double> values, int nothing) {
  public NullValues {
    values = values.stream().sorted().toList();
  }

  /** One entry a statistic, in the set's order. */
  public static List<NullValues> of(NullSet set) {
    List<NullValues> all = new ArrayList<>();
    for (int j = 0; j < set.ids().size(); j++) {
      List<Double> values = new ArrayList<>();
      int nothing = 0;
      for (NullModel model : set.models()) {
        Statistic statistic = model.statistics().get(j);
        if (statistic.censored()) {
          nothing++;
        } else {
          values.add(statistic.value());
        }
      }
      all.add(new NullValues(set.ids().get(j), values, nothing));
    }
    return all;
  }
}
