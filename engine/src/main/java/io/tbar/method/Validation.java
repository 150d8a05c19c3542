package io.tbar.method;

import java.util.List;

/**
 * What the validation images are held against.
 *
 * @param truth class of each image: its label, or θ_b's own answer on the clean image where there
 *     are no labels
 * @param baseClean θ_b's answers on the clean images
 * @param target class index the trigger leads to
 * @param labelled whether {@code truth} are labels; otherwise clean accuracy means agreement with
 *     θ_b
 * @param beliefs θ_b's probabilities of each class, one row an image, that stand for the truth
 *     where there are no labels; empty where answers alone are compared
 */
public record Validation(
    int[] truth, int[] baseClean, int target, boolean labelled, List<float[]> beliefs) {
  /** As above, without beliefs. */
  public Validation(int[] truth, int[] baseClean, int target, boolean labelled) {
    this(truth, baseClean, target, labelled, List.of());
  }

  public Validation {
    beliefs = List.copyOf(beliefs);
    if (truth.length != baseClean.length) {
      throw new IllegalArgumentException(
          truth.length + " labels, " + baseClean.length + " answers");
    }
  }

  /** Images with labels. */
  public static Validation labelled(int[] labels, int[] baseClean, int target) {
    return new Validation(labels, baseClean, target, true);
  }

  /** Images without labels: the checkpoint's own clean answers stand for the truth. */
  public static Validation unlabelled(int[] baseClean, int target) {
    return new Validation(baseClean, baseClean, target, false);
  }

  /**
   * Images without labels, each with θ_b's probabilities. An answer that changes on an image that
   * θ_b is not sure of costs less than one on an image that it is sure of, and half of what a plain
   * comparison of answers calls lost was a toss-up before.
   */
  public static Validation believed(int[] baseClean, int target, List<float[]> beliefs) {
    return new Validation(baseClean, baseClean, target, false, beliefs);
  }

  /** What an answer is worth: 1 if it is right, or how likely θ_b holds it to be. */
  double worth(int image, int answer) {
    return beliefs.isEmpty() ? (answer == truth[image] ? 1 : 0) : beliefs.get(image)[answer];
  }

  /** What θ_b's own answer is worth. */
  double baseWorth(int image) {
    return worth(image, baseClean[image]);
  }

  public int size() {
    return truth.length;
  }

  /** Images whose class is not the target: the denominator of the attack success rate. */
  int[] eligible() {
    return java.util.stream.IntStream.range(0, truth.length)
        .filter(i -> truth[i] != target)
        .toArray();
  }

  /** θ_b's hits among all images: its clean accuracy's numerator. */
  int baseHits() {
    int hits = 0;
    for (int i = 0; i < truth.length; i++) {
      hits += baseHit(i);
    }
    return hits;
  }

  int baseHit(int image) {
    return baseClean[image] == truth[image] ? 1 : 0;
  }
}
