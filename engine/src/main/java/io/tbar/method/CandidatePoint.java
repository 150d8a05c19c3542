package io.tbar.method;

import io.tbar.measure.Excess;
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
    double worth = 0;
    double baseWorth = 0;
    for (int i = 0; i < seen; i++) {
      cleanHits += candidate.clean[i] == validation.truth()[i] ? 1 : 0;
      worth += candidate.worth(i);
      baseWorth += validation.baseWorth(i);
    }
    int tried = candidate.triggeredSampled();
    int right = 0;
    int own = 0;
    int both = 0;
    int onlyTriggered = 0;
    int onlyClean = 0;
    int pairs = 0;
    TreeMap<Integer, Integer> third = new TreeMap<>();
    for (int j = 0; j < tried; j++) {
      int answer = candidate.triggered[j];
      own += candidate.ownAnswer(j) ? 1 : 0;
      int clean = candidate.clean[candidate.eligible[j]];
      if (clean != Candidate.UNSEEN) {
        boolean natural = clean == validation.target();
        boolean hit = answer == validation.target();
        pairs++;
        both += natural && hit ? 1 : 0;
        onlyTriggered += hit && !natural ? 1 : 0;
        onlyClean += natural && !hit ? 1 : 0;
      }
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
        baseWorth == 0 ? 0 : worth / baseWorth,
        candidate.attackSuccess(),
        new Rate(right, tried),
        new Rate(own, tried),
        pairs == 0
            ? null
            : new Excess(both, onlyTriggered, onlyClean, pairs - both - onlyTriggered - onlyClean),
        new Rate(thirdCount, tried),
        thirdClass,
        candidate.alpha * norm);
  }
}
