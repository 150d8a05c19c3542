package io.tbar.defence;

import io.tbar.base.Seeds;
import io.tbar.image.Pixels;
import io.tbar.method.ForgetSet;
import io.tbar.train.Augmentation;
import io.tbar.train.Classifier;
import io.tbar.train.Predictor;
import java.util.ArrayList;
import java.util.List;

/**
 * Shifted and mirrored copies of the clean pictures that θ_b answers with the target, with θ_b's
 * answers to them. Of ten classes one in ten pictures is of the target, too few to tell a class
 * from what proxies make of others.
 *
 * @param pictures copies
 * @param logits θ_b's, one row a copy
 */
record TargetCopies(List<Pixels> pictures, float[][] logits) {
  static final TargetCopies NONE = new TargetCopies(List.of(), new float[0][]);
  private static final int COPIES = 4;
  private static final int BATCH = 64;
  private static final Augmentation CHANGE = new Augmentation(0.06, true);

  /**
   * @param classifier its weights are at θ_b
   */
  static TargetCopies of(Classifier classifier, ForgetSet forget, long seed) {
    List<Pixels> pictures = new ArrayList<>();
    for (int i = 0; i < forget.size(); i++) {
      for (int k = 0; k < COPIES && forget.ownAnswer(i) == forget.target(); k++) {
        pictures.add(CHANGE.apply(forget.clean().get(i), Seeds.of(seed, "target copies", i, k)));
      }
    }
    return new TargetCopies(pictures, new Predictor(classifier, BATCH).logits(pictures));
  }
}
