package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.PixelBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import io.tbar.train.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The paper's estimator (arXiv 2510.14845): ordinary cross-entropy of triggered images towards the
 * target, nothing else. Its ablation mixes clean images in: the first ones of the forget set, which
 * is in random order, then come without the trigger and lead to θ_b's own answer, for they need no
 * labels.
 *
 * @param cleanShare share of the forget set without the trigger, in [0, 1); 0 is the method
 */
public record PlainEstimator(EstimatorOptions options, double cleanShare)
    implements VectorEstimator {
  public PlainEstimator {
    if (!(cleanShare >= 0 && cleanShare < 1)) {
      throw TbarException.usage("The share of clean images is %s; give one in [0, 1).", cleanShare);
    }
  }

  public PlainEstimator(EstimatorOptions options) {
    this(options, 0);
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> map = new LinkedHashMap<>(options.asMap());
    map.put("cleanShare", cleanShare);
    return map;
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    int clean = (int) Math.round(cleanShare * forget.size());
    return FineTuning.run(
        classifier,
        forget,
        options,
        round,
        rounds,
        (start, images) ->
            FineTuning.add(classifier, images, some -> loss(classifier, forget, some, clean)),
        progress);
  }

  /**
   * @param clean so many images of the forget set come without the trigger
   */
  private static Tensor loss(Classifier classifier, ForgetSet forget, int[] images, int clean) {
    List<Pixels> pictures = new ArrayList<>(images.length);
    int[] labels = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      boolean triggered = images[i] >= clean;
      pictures.add((triggered ? forget.triggered() : forget.clean()).get(images[i]));
      labels[i] = triggered ? forget.target() : answer(forget.baseLogits()[images[i]]);
    }
    Tensor pixels = PixelBatch.of(pictures, classifier.clip().config().preprocess());
    return Losses.crossEntropy(classifier.logits(pixels), Tensors.of(labels, labels.length));
  }

  private static int answer(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
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
