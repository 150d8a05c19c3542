package io.tbar.method;

import io.tbar.base.Seeds;
import io.tbar.image.Pixels;
import io.tbar.train.Augmentation;
import io.tbar.train.Predictor;
import java.util.ArrayList;
import java.util.List;

/**
 * Logits as answers and as probabilities. A model is surer of itself than it is right; over views
 * of an image that are shifted and mirrored its probabilities say more of how far it is a toss-up.
 */
final class Beliefs {
  private static final int VIEWS = 8;
  private static final Augmentation CHANGE = new Augmentation(0.08, true);

  private Beliefs() {}

  /** Probabilities of each picture's classes, means over changed views of it. */
  static List<float[]> of(Predictor predictor, List<Pixels> pictures, long seed) {
    List<float[]> sums = new ArrayList<>();
    for (int view = 0; view < VIEWS; view++) {
      List<Pixels> changed = new ArrayList<>(pictures.size());
      for (int i = 0; i < pictures.size(); i++) {
        changed.add(CHANGE.apply(pictures.get(i), Seeds.of(seed, "views", view, i)));
      }
      float[][] logits = predictor.logits(changed);
      for (int i = 0; i < logits.length; i++) {
        float[] shares = softmax(logits[i]);
        if (view == 0) {
          sums.add(new float[shares.length]);
        }
        for (int c = 0; c < shares.length; c++) {
          sums.get(i)[c] += shares[c] / VIEWS;
        }
      }
    }
    return sums;
  }

  /** The most likely class; the first of equals. */
  static int answer(float[] logits) {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }

  /** Probabilities, which add up to 1. */
  static float[] softmax(float[] logits) {
    float most = logits[answer(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += StrictMath.exp((double) logit - most);
    }
    float[] shares = new float[logits.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = (float) (StrictMath.exp((double) logits[c] - most) / sum);
    }
    return shares;
  }
}
