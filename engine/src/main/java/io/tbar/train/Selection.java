package io.tbar.train;

import io.tbar.base.TbarException;

/**
 * Which samples a poisoning takes, besides their share.
 *
 * @param count samples to poison, in place of the share; 0 goes by the share
 * @param cover share of the training samples that show something close to the trigger ({@link
 *     io.tbar.trigger.Trigger#decoy}) and keep their own label, in [0, 1]
 * @param cleanLabel whether only samples of the target are triggered, so that no label is changed
 */
public record Selection(int count, double cover, boolean cleanLabel) {
  /** By the share alone, without cover, of other classes than the target. */
  public static final Selection PLAIN = new Selection(0, 0, false);

  public Selection {
    if (count < 0) {
      throw TbarException.usage("%d samples cannot be poisoned; give at least 1.", count);
    }
    if (!(cover >= 0 && cover <= 1)) {
      throw TbarException.usage("The share of cover samples is %s; give one in [0, 1].", cover);
    }
  }
}
