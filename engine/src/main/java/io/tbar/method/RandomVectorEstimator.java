package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A control: estimates as another estimator does, then throws the direction away and keeps each
 * tensor's norm. Whatever it removes, the length of the step removed, not the trigger.
 */
public final class RandomVectorEstimator implements VectorEstimator {
  private final VectorEstimator inner;

  public RandomVectorEstimator(VectorEstimator inner) {
    this.inner = inner;
  }

  @Override
  public String name() {
    return "random, in place of " + inner.name();
  }

  @Override
  public EstimatorOptions options() {
    return inner.options();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(inner.settings());
    settings.put("direction", "random");
    return settings;
  }

  @Override
  public SearchOptions.Rule rule() {
    return inner.rule();
  }

  @Override
  public boolean holds() {
    return inner.holds();
  }

  @Override
  public boolean searches() {
    return inner.searches();
  }

  @Override
  public boolean prepare(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    return inner.prepare(classifier, forget, base, round, rounds, progress);
  }

  @Override
  public List<Pixels> judged(ValidationImages images) {
    return inner.judged(images);
  }

  @Override
  public @Nullable ProxyFindings findings() {
    return inner.findings();
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    return randomised(inner.estimate(classifier, forget, round, rounds, progress), round);
  }

  @Override
  public Estimate estimate(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    return randomised(inner.estimate(classifier, forget, base, round, rounds, progress), round);
  }

  private Estimate randomised(Estimate estimate, int round) {
    for (String name : estimate.vector().names()) {
      replace(estimate.vector(), name, round);
    }
    return estimate;
  }

  private void replace(Weights vector, String name, int round) {
    float[] values = vector.read(name);
    SplittableRandom random = Seeds.of(options().seed(), "random vector " + name, round);
    double old = 0;
    double fresh = 0;
    double[] drawn = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      drawn[i] = Seeds.gaussian(random);
      old += (double) values[i] * values[i];
      fresh += drawn[i] * drawn[i];
    }
    double factor = fresh == 0 ? 0 : Math.sqrt(old / fresh);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (factor * drawn[i]);
    }
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            vector.get(name).copy_(Tensors.of(values, vector.get(name).sizes().vec().get()));
          }
        });
  }
}
