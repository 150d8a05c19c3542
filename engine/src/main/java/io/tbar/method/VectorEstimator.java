package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.train.Classifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** What the best coefficient of its vector is. */
  default SearchOptions.Rule rule() {
    return SearchOptions.Rule.LOWEST_ATTACK;
  }

  /** Whether it holds the clean answers of further images beside the forget set. */
  default boolean holds() {
    return false;
  }

  /** Whether it looks for triggers of its own before every round, even the only one. */
  default boolean searches() {
    return false;
  }

  /**
   * Gets ready for a round, on the weights as they are after those before it. Asked once more after
   * the last round.
   *
   * @param base θ_b over the trained tensors; stays the caller's and open until the last round is
   *     over
   * @param round from 0
   * @return false where no further round is needed
   */
  default boolean prepare(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    return true;
  }

  /**
   * The pictures that the coefficient is searched with, after the last round.
   *
   * @return one picture for each of {@code images.clean()}, with a trigger on it
   */
  default List<Pixels> judged(ValidationImages images) {
    return images.triggered();
  }

  /** What {@link #prepare} found; null for an estimator that is told its trigger. */
  default @Nullable ProxyFindings findings() {
    return null;
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

  /**
   * As above, in a round that was prepared.
   *
   * @param base θ_b over the trained tensors
   */
  default Estimate estimate(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    return estimate(classifier, forget, round, rounds, progress);
  }
}
