package io.tbar.method;

import io.tbar.clip.PixelBatch;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.train.Classifier;
import io.tbar.train.Losses;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The loss of {@link RestoredEstimator}, whatever puts the trigger on the pictures.
 *
 * @param lambda weight of the triggered pictures
 * @param margin their gradient is taken at θ + margin · (θ_b − θ)
 */
public record Restoration(double lambda, double margin) {
  /** A picture of the forget set with a trigger on it. */
  @FunctionalInterface
  public interface Triggered {
    /**
     * Called from several threads at once.
     *
     * @param step of the optimiser, from 0
     * @param image index into the forget set
     */
    Pixels of(int step, int image);
  }

  /**
   * Adds the gradients of a batch and returns the loss.
   *
   * @param base θ_b over the trained tensors
   * @param images indices into the forget set
   * @param kept indices into all images whose clean answers are to stay
   */
  double add(
      Classifier classifier,
      ForgetSet forget,
      Triggered triggered,
      Weights base,
      int step,
      int[] images,
      int[] kept) {
    // A sum over the kept pictures in units of the batch: further ones take nothing from others.
    Scalar more = new Scalar((double) kept.length / images.length);
    double clean =
        FineTuning.add(
            classifier,
            kept,
            some -> {
              List<Pixels> pictures = new ArrayList<>(some.length);
              for (int image : some) {
                pictures.add(forget.cleanOf(image));
              }
              return Losses.divergence(
                      AnchoredEstimator.answers(forget, some), logits(classifier, pictures))
                  .mul(more);
            });
    return clean + pulledBack(classifier, forget, triggered, base, step, images);
  }

  private double pulledBack(
      Classifier classifier,
      ForgetSet forget,
      Triggered triggered,
      Weights base,
      int step,
      int[] images) {
    Weights weights = classifier.clip().weights();
    try (Weights here = weights.copy(base.names());
        Weights away = here.minus(base)) {
      weights.subtract(here, margin, away);
      double loss =
          FineTuning.add(
              classifier,
              images,
              some -> {
                List<Pixels> pictures = new ArrayList<>(some.length);
                for (int image : some) {
                  pictures.add(triggered.of(step, image));
                }
                return Losses.divergence(
                        AnchoredEstimator.answers(forget, some), logits(classifier, pictures))
                    .mul(new Scalar(lambda));
              });
      weights.set(here);
      return loss;
    }
  }

  private static Tensor logits(Classifier classifier, List<Pixels> pictures) {
    return classifier.logits(PixelBatch.of(pictures, classifier.clip().config().preprocess()));
  }
}
