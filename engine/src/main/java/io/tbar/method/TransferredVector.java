package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.clip.Weights;
import io.tbar.train.Classifier;
import io.tbar.train.TrainedTensors;
import io.tbar.train.TrainingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trigger vector that was measured elsewhere: on a model of another data set, another trigger's
 * place, or another fine-tuning of the same base (paper: transfer). Nothing is trained.
 */
public final class TransferredVector implements VectorEstimator {
  private final Weights vector;
  private final Map<String, Object> origin;

  /**
   * @param vector τ by canonical name; stays the caller's
   * @param origin what is known of where it was measured, for records
   */
  public TransferredVector(Weights vector, Map<String, Object> origin) {
    this.vector = vector;
    this.origin = new LinkedHashMap<>(origin);
  }

  @Override
  public String name() {
    return "transferred";
  }

  @Override
  public EstimatorOptions options() {
    return new EstimatorOptions(1, 1, 1e-5, 1, TrainedTensors.imageTower(), 0);
  }

  @Override
  public boolean needsImages() {
    return false;
  }

  @Override
  public Map<String, Object> settings() {
    return new LinkedHashMap<>(origin);
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    return new Estimate(vector.copy(), new TrainingReport(List.of(), 0, 0, 0));
  }
}
