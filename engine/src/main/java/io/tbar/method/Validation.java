package io.tbar.method;

/**
 * What the validation images are held against.
 *
 * @param truth class of each image: its label, or θ_b's own answer on the clean image where there
 *     are no labels
 * @param baseClean θ_b's answers on the clean images
 * @param target class index the trigger leads to
 * @param labelled whether {@code truth} are labels; otherwise clean accuracy means agreement with
 *     θ_b
 */
public record Validation(int[] truth, int[] baseClean, int target, boolean labelled) {
  public Validation {
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
