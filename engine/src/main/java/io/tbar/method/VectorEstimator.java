package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.train.Classifier;
import java.util.Map;

/**
 * How a trigger vector τ is estimated: the difference that some fine-tuning on triggered images
 * makes to the weights.
 */
public interface VectorEstimator {
  /** Short name, as on the command line. */
  String name();

  /** What all estimators share. */
  EstimatorOptions options();

  /** Whether it needs a forget set at all. */
  default boolean needsImages() {
    return true;
  }

  /** Every setting in force, for records. */
  Map<String, Object> settings();

  /**
   * Fine-tunes from the classifier's present weights θ and takes the difference. The weights are θ
   * again afterwards, whatever happens.
   *
   * @param round from 0, so that rounds draw batches of their own
   * @param rounds how many there will be
   */
  Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress);
}
