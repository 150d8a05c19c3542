package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.clip.Weights;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import io.tbar.train.Losses;
import io.tbar.train.Predictor;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The anchored estimator with the anchor where the subtraction will land: τ strengthens the trigger
 * at θ + τ while θ_b's clean answers are held at the mirror point θ − β·τ, so that
 *
 * <pre>g = ∇ mean_i w_i · CE(f(θ + τ; triggered_i), target)
 *     − λ·β · ∇ KL(f(θ_b; clean) ‖ f(·; clean)) at θ − β·τ</pre>
 *
 * <p>is the gradient for τ. Holding the answers there, and θ_b's in every round, also repairs what
 * earlier rounds broke. The weights w_i leave out images that teach nothing about the trigger:
 * those that no longer fall for it at the start of the round, and those that θ_b gives the target
 * without it. Below a hundredth an image is not asked at all. Made for several rounds; needs no
 * labels.
 *
 * @param lambda weight of the anchor, 0 or more
 */
public record MirroredEstimator(EstimatorOptions options, double lambda)
    implements VectorEstimator {
  /** Below this mean the weights are not scaled up further, so that late rounds fade out. */
  private static final double LEAST_MEAN = 0.25;

  /** Images of less weight are left out: all of them together would hardly move anything. */
  private static final double FAINT = 0.01;

  private static final int BATCH = 100;

  public MirroredEstimator {
    EstimatorOptions.requireAnchor(lambda);
  }

  @Override
  public String name() {
    return "mirrored";
  }

  @Override
  public Map<String, Object> settings() {
    return options.asMap(lambda);
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    float[] weights = weights(classifier, forget);
    return FineTuning.run(
        classifier,
        forget,
        options,
        round,
        rounds,
        (start, images) -> {
          double pull = pulled(classifier, forget, weights, images);
          double hold = lambda == 0 ? 0 : mirrored(classifier, forget, start, images);
          return pull + lambda * hold;
        },
        progress);
  }

  /** Adds the gradient of the images that still fall for the trigger, a mean over all of them. */
  private static double pulled(
      Classifier classifier, ForgetSet forget, float[] weights, int[] images) {
    // Written so that a weight that is no number comes through and is found.
    int[] falling = Arrays.stream(images).filter(i -> !(weights[i] < FAINT)).toArray();
    if (falling.length == 0) {
      return 0;
    }
    Scalar share = new Scalar((double) falling.length / images.length);
    return FineTuning.add(
        classifier, falling, some -> pull(classifier, forget, weights, some).mul(share));
  }

  private static Tensor pull(
      Classifier classifier, ForgetSet forget, float[] weights, int[] images) {
    float[] some = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      some[i] = weights[images[i]];
    }
    Tensor logits =
        classifier.logits(PlainEstimator.pixels(classifier, forget.triggered(), images));
    Tensor towards = torch.log_softmax(logits, 1).select(1, forget.target());
    return towards.mul(Tensors.of(some, some.length)).mean().neg();
  }

  /** Adds the anchor's gradient from the mirror point; the weights are where they were after. */
  private double mirrored(Classifier classifier, ForgetSet forget, Weights start, int[] images) {
    Weights weights = classifier.clip().weights();
    double beta = options.step();
    try (Weights ahead = weights.copy(start.names());
        Weights tau = ahead.minus(start)) {
      weights.subtract(start, beta, tau);
      // d/dτ of KL at θ − β·τ is −β times its gradient there.
      double factor = -lambda * beta;
      double value =
          FineTuning.add(
              classifier,
              images,
              some -> divergence(classifier, forget, some).mul(new Scalar(factor)));
      weights.set(ahead);
      return value / factor;
    }
  }

  private static Tensor divergence(Classifier classifier, ForgetSet forget, int[] images) {
    Tensor logits = classifier.logits(PlainEstimator.pixels(classifier, forget.clean(), images));
    return Losses.divergence(AnchoredEstimator.answers(forget, images), logits);
  }

  private static float[] weights(Classifier classifier, ForgetSet forget) {
    float[][] now = new Predictor(classifier, BATCH).logits(forget.triggered());
    float[] weights = new float[forget.size()];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          (float)
              (probability(now[i], forget.target())
                  * (1 - probability(forget.baseLogits()[i], forget.target())));
      sum += weights[i];
    }
    double mean = Math.max(LEAST_MEAN, sum / weights.length);
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) mean;
    }
    return weights;
  }

  private static double probability(float[] logits, int index) {
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp((double) logit - logits[index]);
    }
    return 1 / sum;
  }
}
