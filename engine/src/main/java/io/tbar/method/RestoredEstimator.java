package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.train.Classifier;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives triggered pictures their own answers back: fine-tunes from θ_b on
 *
 * <pre>KL(f(θ_b; x) ‖ f(θ; x)) + λ · KL(f(θ_b; x) ‖ f(θ; T(x)))</pre>
 *
 * <p>to θ_restored, and τ̂ = θ_b − θ_restored. The vector is a trigger vector like every other:
 * adding it to a restored model brings the backdoor back, α is searched around 1. The other
 * estimators only ask that triggered pictures leave the target; what they become instead is left to
 * chance. Needs no labels.
 *
 * <p>The gradient of the triggered pictures is taken at a point pulled back towards θ_b, so that
 * the trigger is dead there already and the restored model has a margin (the idea of arXiv
 * 2410.09838, where it makes a removal last).
 *
 * @param lambda weight of the triggered pictures, above 0
 * @param margin in [0, 1): share of the way back to θ_b
 * @param targetShare further clean pictures of a step, as a share of the clean ones in [0, 1),
 *     drawn from those that θ_b answers with the target: few, and the first to be unlearnt together
 *     with proxies, which share features with them; 0 takes them as they come
 * @param cleanTimes clean pictures of a step for each triggered one, at least 1
 */
public record RestoredEstimator(
    EstimatorOptions options, double lambda, double margin, double targetShare, double cleanTimes)
    implements VectorEstimator {
  public RestoredEstimator {
    if (!(lambda > 0 && lambda < 1e6)) {
      throw TbarException.usage(
          "The weight of the triggered pictures is %s; give one above 0.", lambda);
    }
    if (!(margin >= 0 && margin < 1)) {
      throw TbarException.usage("The margin is %s; give one in [0, 1).", margin);
    }
  }

  public RestoredEstimator withLambda(double value) {
    return new RestoredEstimator(options, value, margin, targetShare, cleanTimes);
  }

  public RestoredEstimator withMargin(double value) {
    return new RestoredEstimator(options, lambda, value, targetShare, cleanTimes);
  }

  @Override
  public String name() {
    return "restored";
  }

  @Override
  public SearchOptions.Rule rule() {
    return SearchOptions.Rule.OWN_ANSWERS;
  }

  @Override
  public boolean holds() {
    return true;
  }

  /** The batch itself, or as many of all images whose answers are to stay. */
  private int[] kept(ForgetSet forget, int[] images, int round, int step) {
    int all = forget.answered();
    int[] targets =
        IntStream.range(0, targetShare == 0 ? 0 : all)
            .filter(i -> forget.ownAnswer(i) == forget.target())
            .toArray();
    if (all == forget.size() && targets.length == 0 && cleanTimes == 1) {
      return images;
    }
    SplittableRandom random = Seeds.of(options.seed(), "kept", round, step);
    int clean = (int) Math.round(cleanTimes * images.length);
    int ofTarget = targets.length == 0 ? 0 : (int) Math.round(targetShare * clean);
    return IntStream.range(0, clean + ofTarget)
        .map(i -> i < ofTarget ? targets[random.nextInt(targets.length)] : random.nextInt(all))
        // Parts of a batch are trained side by side, so that each should have some of both.
        .boxed()
        .sorted(java.util.Comparator.comparingInt(i -> Integer.reverse(i)))
        .mapToInt(i -> i)
        .toArray();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = options.asMap(lambda);
    settings.put("margin", margin);
    settings.put("targetShare", targetShare);
    settings.put("cleanTimes", cleanTimes);
    return settings;
  }

  @Override
  public Estimate estimate(
      Classifier classifier, ForgetSet forget, int round, int rounds, Progress progress) {
    return estimate(
        classifier,
        forget,
        null,
        (step, image) -> forget.triggered().get(image),
        round,
        rounds,
        progress);
  }

  @Override
  public Estimate estimate(
      Classifier classifier,
      ForgetSet forget,
      Weights base,
      int round,
      int rounds,
      Progress progress) {
    return estimate(
        classifier,
        forget,
        base,
        (step, image) -> forget.triggered().get(image),
        round,
        rounds,
        progress);
  }

  /**
   * As above, with triggers that are drawn anew each step.
   *
   * @param base θ_b over the trained tensors, or null where the round starts there
   */
  public Estimate estimate(
      Classifier classifier,
      ForgetSet forget,
      @Nullable Weights base,
      Restoration.Triggered triggered,
      int round,
      int rounds,
      Progress progress) {
    Restoration loss = new Restoration(lambda, margin);
    int[] step = {0};
    Estimate change =
        FineTuning.run(
            classifier,
            forget,
            options,
            round,
            rounds,
            (start, images) ->
                loss.add(
                    classifier,
                    forget,
                    triggered,
                    base == null ? start : base,
                    step[0],
                    images,
                    kept(forget, images, round, step[0]++)),
            progress);
    try (Weights forward = change.vector()) {
      return new Estimate(forward.negated(), change.training());
    }
  }
}
