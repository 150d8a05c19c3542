package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.invert.TargetSearch;
import io.tbar.method.Estimate;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.ForgetSet;
import io.tbar.method.VectorEstimator;
import io.tbar.train.Classifier;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For a trigger that is not known: estimates as another estimator does, but looks anew for triggers
 * towards the label before every round, on the model as far as it is cleaned. An inverted trigger
 * shares a part of its effect with the attacker's; once that part is gone, the next search finds
 * what is left of it.
 *
 * @param inner made for several rounds
 */
public record PursuingEstimator(VectorEstimator inner) implements VectorEstimator {
  private static final int BATCH = 100;

  @Override
  public String name() {
    return inner.name() + ", pursuing";
  }

  @Override
  public EstimatorOptions options() {
    return inner.options();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(inner.settings());
    settings.put("triggers", "the audit's, and new ones of every family before each round");
    return settings;
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    try (TargetSearch search = new TargetSearch(forget.clean(), BATCH, options().seed())) {
      List<Trigger> found =
          search.run(classifier.clip(), classifier.head(), forget.target(), round, progress);
      return inner.estimate(classifier, mixed(forget, found), round, rounds, progress);
    }
  }

  /** One image in every so many keeps the audit's trigger, the others share the new ones. */
  private static ForgetSet mixed(ForgetSet forget, List<Trigger> found) {
    List<Pixels> triggered = new ArrayList<>();
    for (int i = 0; i < forget.size(); i++) {
      int which = i % (found.size() + 1);
      triggered.add(
          which == found.size()
              ? forget.triggered().get(i)
              : found.get(which).apply(forget.clean().get(i), i));
    }
    return new ForgetSet(forget.clean(), triggered, forget.target(), forget.baseLogits());
  }
}
