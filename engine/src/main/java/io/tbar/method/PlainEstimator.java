package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import io.tbar.train.GradientStep;
import io.tbar.train.Losses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The paper's estimator (arXiv 2510.14845): ordinary cross-entropy of triggered images towards the
 * target, nothing else.
 */
public record PlainEstimator(EstimatorOptions options) implements VectorEstimator {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Map<String, Object> settings() {
    return new LinkedHashMap<>(options.asMap());
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
            GradientStep.backward(
                towardsTarget(
                    classifier.logits(pixels(classifier, forget.triggered(), images)),
                    forget.target())),
        progress);
  }

  static Tensor towardsTarget(Tensor logits, int target) {
    int[] targets = new int[Math.toIntExact(logits.size(0))];
    Arrays.fill(targets, target);
    return Losses.crossEntropy(logits, Tensors.of(targets, targets.length));
  }

  static Tensor pixels(Classifier classifier, List<Pixels> all, int[] images) {
    return PixelBatch.of(
        Arrays.stream(images).mapToObj(all::get).toList(), classifier.clip().config().preprocess());
  }
}
