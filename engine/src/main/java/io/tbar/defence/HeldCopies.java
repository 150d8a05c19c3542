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
 * Shifted and mirrored copies of the clean pictures, with θ_b's answers to them: more of what is to
 * stay than a few hundred pictures say.
 *
 * <p>A copy may set the backdoor off by itself (a warp is not far from a shift). Holding such an
 * answer would hold the backdoor, so a copy that θ_b answers with the target counts only where it
 * answers the picture so as well.
 *
 * @param pictures copies
 * @param logits θ_b's, one row a copy
 */
record HeldCopies(List<Pixels> pictures, float[][] logits) {
  static final HeldCopies NONE = new HeldCopies(List.of(), new float[0][]);

  /** Pictures and copies in all, about. */
  private static final int ENOUGH = 2700;

  private static final int MOST = 8;
  private static final int LEAST = 2;
  private static final int BATCH = 64;
  private static final Augmentation CHANGE = new Augmentation(0.06, true);

  /**
   * @param classifier its weights are at θ_b
   */
  static HeldCopies of(Classifier classifier, ForgetSet forget, long seed) {
    int room = ENOUGH - forget.held().size() - forget.size();
    int copies = Math.max(LEAST, Math.min(MOST, room / Math.max(1, forget.size())));
    Predictor predictor = new Predictor(classifier, BATCH);
    List<Pixels> kept = new ArrayList<>();
    List<float[]> rows = new ArrayList<>();
    for (int k = 0; k < copies; k++) {
      List<Pixels> round = new ArrayList<>();
      for (int i = 0; i < forget.size(); i++) {
        round.add(CHANGE.apply(forget.clean().get(i), Seeds.of(seed, "held copies", i, k)));
      }
      float[][] logits = predictor.logits(round);
      for (int i = 0; i < round.size(); i++) {
        if (ForgetSet.answer(logits[i]) != forget.target()
            || forget.ownAnswer(i) == forget.target()) {
          kept.add(round.get(i));
          rows.add(logits[i]);
        }
      }
    }
    return new HeldCopies(kept, rows.toArray(float[][]::new));
  }
}
