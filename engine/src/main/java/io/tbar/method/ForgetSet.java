package io.tbar.method;

import io.tbar.image.Pixels;
import java.util.List;

/**
 * Images with and without the trigger that a trigger vector is estimated from. They need no labels.
 * Empty only for an estimator that needs none.
 *
 * @param clean the images as they came
 * @param triggered the same with the trigger, in the same order
 * @param target class index the trigger leads to
 * @param baseLogits θ_b's logits on the clean images, one row an image
 */
public record ForgetSet(
    List<Pixels> clean, List<Pixels> triggered, int target, float[][] baseLogits) {
  public ForgetSet {
    clean = List.copyOf(clean);
    triggered = List.copyOf(triggered);
    if (clean.size() != triggered.size() || clean.size() != baseLogits.length) {
      throw new IllegalArgumentException(
          clean.size() + " clean, " + triggered.size() + " triggered, " + baseLogits.length);
    }
  }

  public int size() {
    return clean.size();
  }
}
