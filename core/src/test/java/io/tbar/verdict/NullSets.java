package io.tbar.verdict;

import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small null sets for tests. */
final class NullSets {
  private NullSets() {}

  /** Models whose sizes are 1, 2, … and successes fall from 0.5 on. */
  static NullSet ofSize(int models) {
    List<NullModel> list = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      list.add(model(i, 1.0 + i, 0.5 - 0.001 * i));
    }
    return of(list);
  }

  static NullSet of(List<NullModel> models) {
    return new NullSet("nulls.json", "tiny", "c1", "i1", models);
  }

  static NullModel model(int i, @Nullable Double size, @Nullable Double success) {
    return new NullModel("clean-" + i, "base", "sha-" + i, statistics(size, success));
  }

  /** Null stands for a censored value. */
  static List<Statistic> statistics(@Nullable Double size, @Nullable Double success) {
    return List.of(
        statistic("size", size, Suspicion.LOW), statistic("success", success, Suspicion.HIGH));
  }

  static Statistic statistic(String id, @Nullable Double value, Suspicion suspicion) {
    return new Statistic(id, value == null ? 0.25 : value, value == null, suspicion, "For tests.");
  }
}
