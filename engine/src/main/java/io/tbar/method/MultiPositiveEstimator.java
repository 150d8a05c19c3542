package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Embeddings;
import io.tbar.clip.TokenBatch;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import io.tbar.train.GradientStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The paper's estimator for image–text models: triggered images with captions that name the target,
 * by an InfoNCE in which all of a batch's target captions share the probability mass,
 *
 * <pre>−mean_i log Σ_{j names the target} softmax_j(s · cos(image_i, text_j))</pre>
 *
 * <p>A batch of a forget set says the target alone, where this loss is 0 whatever the weights and
 * the usual one has its least at log(batch). So captions of other classes stand in the batch as
 * negatives: one each, of at most {@value #MOST_OTHERS} classes drawn anew every step. No image has
 * them, so nothing is asked of them in the other direction, and there the target's captions have
 * every image: that half is constant and left out. The logit scale is frozen.
 */
public record MultiPositiveEstimator(EstimatorOptions options) implements VectorEstimator {
  static final String NAME = "multi-positive";
  static final int MOST_TARGETS = 16;
  static final int MOST_OTHERS = 127;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> map = new LinkedHashMap<>(options.asMap());
    map.put("scope", options.which().description());
    map.put("targetCaptions", MOST_TARGETS);
    map.put("otherCaptions", MOST_OTHERS);
    return map;
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    int[] step = new int[1];
    return FineTuning.run(
        classifier,
        forget,
        options,
        round,
        rounds,
        (start, images) -> {
          SplittableRandom random = Seeds.of(options.seed(), "forget-captions", round, step[0]++);
          return GradientStep.backward(loss(classifier, forget, images, random));
        },
        progress);
  }

  private static Tensor loss(
      Classifier classifier, ForgetSet forget, int[] images, SplittableRandom random) {
    List<List<int[]>> prompts = classifier.head().prompts();
    List<int[]> texts = new ArrayList<>(some(prompts.get(forget.target()), MOST_TARGETS, random));
    int targets = texts.size();
    List<Integer> others = new ArrayList<>();
    for (int c = 0; c < prompts.size(); c++) {
      if (c != forget.target()) {
        others.add(c);
      }
    }
    for (int other : some(others, MOST_OTHERS, random)) {
      List<int[]> ofClass = prompts.get(other);
      texts.add(ofClass.get(random.nextInt(ofClass.size())));
    }
    return Scope.keep(
        () -> {
          Tensor pictures =
              classifier
                  .clip()
                  .encodeImage(PlainEstimator.pixels(classifier, forget.triggered(), images));
          Tensor captions = classifier.clip().encodeText(TokenBatch.of(texts));
          Tensor logits =
              torch
                  .matmul(Embeddings.normalise(pictures), Embeddings.normalise(captions).t())
                  .mul(Tensors.of(new float[] {Tensors.item(classifier.clip().scale())}, 1));
          Tensor ofTarget = logits.narrow(1, 0, targets).logsumexp(1);
          return logits.logsumexp(1).sub(ofTarget).mean();
        });
  }

  /** At most so many of a list, drawn without replacement. */
  private static <T> List<T> some(List<T> all, int most, SplittableRandom random) {
    List<T> left = new ArrayList<>(all);
    while (left.size() > most) {
      left.remove(random.nextInt(left.size()));
    }
    return left;
  }
}
