package io.tbar.train;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.ClipConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How weights are fine-tuned: AdamW (0.9, 0.999, 1e-8) under a cosine with linear warm-up,
 * gradients clipped by their global norm, no label smoothing; the recipe of task arithmetic.
 *
 * @param learningRate peak, above 0
 * @param epochs passes over the images
 * @param batch images a step
 * @param weightDecay decoupled decay on every trained tensor
 * @param warmup share of the steps with rising learning rate, 0 to 0.1: a fixed count would eat
 *     most of a short run
 * @param clipNorm largest global L2 norm of the gradients
 * @param augmentation what happens to a picture before the trigger
 * @param seed of order and augmentation
 */
public record Recipe(
    double learningRate,
    int epochs,
    int batch,
    double weightDecay,
    double warmup,
    double clipNorm,
    Augmentation augmentation,
    long seed) {
  /** Towers narrower than this are far from any published CLIP. */
  private static final int SMALL = 512;

  public Recipe {
    require(learningRate > 0 && learningRate <= 1, "learning rate", learningRate, "in (0, 1]");
    require(epochs >= 1, "number of epochs", epochs, "at least 1");
    require(batch >= 1, "batch", batch, "at least 1");
    require(weightDecay >= 0 && weightDecay < 1e3, "weight decay", weightDecay, "0 or more");
    require(warmup >= 0 && warmup <= 0.1, "warm-up share", warmup, "in [0, 0.1]");
    require(clipNorm > 0, "clipping norm", clipNorm, "above 0");
  }

  /** The recipe of the literature (Ilharco et al.), for models of CLIP's own size. */
  public static Recipe taskArithmetic() {
    return new Recipe(1e-5, 3, 128, 0.1, 0.1, 1.0, Augmentation.NONE, 0);
  }

  /**
   * The recipe that a model takes well: the literature's for CLIP's own sizes; for small towers,
   * which were trained at higher rates, 3e-4 in batches of 64 over 4 epochs with mirroring.
   */
  public static Recipe forModel(ClipConfig config) {
    return config.vision().channels() >= SMALL
        ? taskArithmetic()
        : new Recipe(3e-4, 4, 64, 0.1, 0.1, 1.0, new Augmentation(0, true), 0);
  }

  public Recipe withLearningRate(double value) {
    return new Recipe(value, epochs, batch, weightDecay, warmup, clipNorm, augmentation, seed);
  }

  public Recipe withEpochs(int value) {
    return new Recipe(
        learningRate, value, batch, weightDecay, warmup, clipNorm, augmentation, seed);
  }

  public Recipe withBatch(int value) {
    return new Recipe(
        learningRate, epochs, value, weightDecay, warmup, clipNorm, augmentation, seed);
  }

  public Recipe withWeightDecay(double value) {
    return new Recipe(learningRate, epochs, batch, value, warmup, clipNorm, augmentation, seed);
  }

  public Recipe withAugmentation(Augmentation value) {
    return new Recipe(learningRate, epochs, batch, weightDecay, warmup, clipNorm, value, seed);
  }

  public Recipe withSeed(long value) {
    return new Recipe(
        learningRate, epochs, batch, weightDecay, warmup, clipNorm, augmentation, value);
  }

  /** Steps for a number of images; the last batch of an epoch may be smaller. */
  public int steps(int images) {
    return Math.multiplyExact(epochs, (images + batch - 1) / batch);
  }

  /** Steps of a run with rising learning rate. */
  int warmupSteps(int steps) {
    return warmup == 0 || steps == 1 ? 0 : Math.max(1, (int) (warmup * steps));
  }

  /** Everything, for records. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("learningRate", learningRate);
    map.put("epochs", epochs);
    map.put("batch", batch);
    map.put("weightDecay", weightDecay);
    map.put("warmup", warmup);
    map.put("clipNorm", clipNorm);
    map.put("shift", augmentation.shift());
    map.put("flip", augmentation.flip());
    return map;
  }

  private static void require(boolean fine, String what, double value, String rule) {
    if (!fine) {
      throw TbarException.usage("The %s is %s; give one %s.", what, value, rule);
    }
  }
}
