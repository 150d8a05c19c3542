package io.tbar.train;

import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import org.bytedeco.pytorch.Tensor;

/**
 * A CLIP image tower under a frozen zero-shot head. Owns neither.
 *
 * @param clip its image tower may change under the head
 */
public record Classifier(Clip clip, ZeroShotHead head) {
  /** Number of classes. */
  public int classes() {
    return head.classes();
  }

  /**
   * @param pixels normalised, [N, 3, S, S]
   * @return logits [N, C]; gradients flow to the trained weights of the tower
   */
  public Tensor logits(Tensor pixels) {
    return head.logits(clip.encodeImage(pixels));
  }
}
