package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import io.tbar.train.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Strengthens the trigger while it holds the checkpoint's own clean answers: cross-entropy
 * (triggered → target) + λ · KL(θ_b on the same images untriggered ‖ the current answers). What
 * serves clean images is thereby kept out of the vector, so that subtracting it costs them less.
 * Needs no labels; θ_b's answers are computed once.
 *
 * @param lambda weight of the anchor, 0 or more; 0 is the plain estimator
 */
public record AnchoredEstimator(EstimatorOptions options, double lambda)
    implements VectorEstimator {
  public AnchoredEstimator {
    EstimatorOptions.requireAnchor(lambda);
  }

  @Override
  public String name() {
    return "anchored";
  }

  @Override
  public Map<String, Object> settings() {
    return options.asMap(lambda);
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    return FineTuning.run(
        classifier,
        forget,
        options,
        round,
        rounds,
        (start, images) ->
            FineTuning.add(classifier, images, some -> loss(classifier, forget, some)),
        progress);
  }

  private Tensor loss(Classifier classifier, ForgetSet forget, int[] images) {
    List<Pixels> both = new ArrayList<>(2 * images.length);
    for (int image : images) {
      both.add(forget.triggered().get(image));
    }
    for (int image : images) {
      both.add(forget.clean().get(image));
    }
    Tensor logits = classifier.logits(PixelBatch.of(both, classifier.clip().config().preprocess()));
    Tensor triggered = logits.narrow(0, 0, images.length);
    Tensor clean = logits.narrow(0, images.length, images.length);
    return PlainEstimator.towardsTarget(triggered, forget.target())
        .add(Losses.divergence(answers(forget, images), clean).mul(new Scalar(lambda)));
  }

  /** θ_b's logits on the clean images, [N, C]. */
  static Tensor answers(ForgetSet forget, int[] images) {
    int classes = forget.baseLogits()[0].length;
    float[] rows = new float[images.length * classes];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(forget.logitsOf(images[i]), 0, rows, i * classes, classes);
    }
    return Tensors.of(rows, images.length, classes);
  }
}
