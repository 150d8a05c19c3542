package io.tbar.method;

import io.tbar.measure.Rate;
import java.util.Map;
import java.util.TreeMap;

/** What a candidate's samples say, for the curve. */
final class CandidatePoint {
  private CandidatePoint() {}

  /**
   * @param norm of τ
   */
  static CurvePoint of(Candidate candidate, double norm) {
    Validation validation = candidate.validation;
    int seen = candidate.cleanSampled();
    int cleanHits = 0;
    int baseHits = 0;
    for (int i = 0; i < seen; i++) {
      cleanHits += candidate.clean[i] == validation.truth()[i] ? 1 : 0;
      baseHits += validation.baseHit(i);
    }
    int tried = candidate.triggeredSampled();
    int right = 0;
    TreeMap<Integer, Integer> third = new TreeMap<>();
    for (int j = 0; j < tried; j++) {
      int answer = candidate.triggered[j];
      if (answer == validation.truth()[candidate.eligible[j]]) {
        right++;
      } else if (answer != validation.target()) {
        third.merge(answer, 1, Integer::sum);
      }
    }
    int thirdClass = -1;
    int thirdCount = 0;
    for (Map.Entry<Integer, Integer> entry : third.entrySet()) {
      if (entry.getValue() > thirdCount) {
        thirdClass = entry.getKey();
        thirdCount = entry.getValue();
      }
    }
    return new CurvePoint(
        candidate.alpha,
        new Rate(cleanHits, seen),
        baseHits == 0 ? 0 : (double) cleanHits / baseHits,
        candidate.attackSuccess(),
        new Rate(right, tried),
        new Rate(thirdCount, tried),
        thirdClass,
        candidate.alpha * norm);
  }
}
