package io.tbar.method;

import io.tbar.image.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images with and without the trigger that a trigger vector is estimated from. They need no labels.
 * Empty only for an estimator that needs none.
 *
 * @param clean the images as they came
 * @param triggered the same with the trigger, in the same order
 * @param target class index the trigger leads to
 * @param baseLogits θ_b's logits on the clean images, one row an image
 * @param held further images whose clean answers are to stay
 * @param heldLogits θ_b's logits on those
 */
public record ForgetSet(
    List<Pixels> clean,
    List<Pixels> triggered,
    int target,
    float[][] baseLogits,
    List<Pixels> held,
    float[][] heldLogits) {
  /** A forget set alone. */
  public ForgetSet(List<Pixels> clean, List<Pixels> triggered, int target, float[][] baseLogits) {
    this(clean, triggered, target, baseLogits, List.of(), new float[0][]);
  }

  public ForgetSet {
    held = List.copyOf(held);
    if (held.size() != heldLogits.length) {
      throw new IllegalArgumentException(held.size() + " held, " + heldLogits.length);
    }
    clean = List.copyOf(clean);
    triggered = List.copyOf(triggered);
    if (clean.size() != triggered.size() || clean.size() != baseLogits.length) {
      throw new IllegalArgumentException(
          clean.size() + " clean, " + triggered.size() + " triggered, " + baseLogits.length);
    }
  }

  /** Images whose clean answers are to stay: those of the set, then the held ones. */
  int answered() {
    return clean.size() + held.size();
  }

  /** One of {@link #answered}. */
  Pixels cleanOf(int image) {
    return image < clean.size() ? clean.get(image) : held.get(image - clean.size());
  }

  /** θ_b's logits on one of {@link #answered}. */
  float[] logitsOf(int image) {
    return image < clean.size() ? baseLogits[image] : heldLogits[image - clean.size()];
  }

  /** The class with the largest logit, the first of equals. */
  public static int answer(float[] logits) {
    return Beliefs.answer(logits);
  }

  /** θ_b's answer to one of the images of the set, or of those held; the first of equals. */
  public int ownAnswer(int image) {
    return Beliefs.answer(logitsOf(image));
  }

  /** The same, holding further images. */
  public ForgetSet withHeld(List<Pixels> more, float[][] logits) {
    List<Pixels> pixels = new ArrayList<>(held);
    pixels.addAll(more);
    float[][] rows = Arrays.copyOf(heldLogits, heldLogits.length + logits.length);
    System.arraycopy(logits, 0, rows, heldLogits.length, logits.length);
    return new ForgetSet(clean, triggered, target, baseLogits, pixels, rows);
  }

  public int size() {
    return clean.size();
  }
}
