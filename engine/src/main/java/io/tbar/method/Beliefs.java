package io.tbar.method;

/** Logits as answers and as probabilities. */
final class Beliefs {
  private Beliefs() {}

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
