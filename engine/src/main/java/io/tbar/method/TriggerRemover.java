package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.train.Predictor;
import java.util.ArrayList;
import java.util.List;

/**
 * TBAR with a known trigger (arXiv 2510.14845): estimate the trigger vector τ, search α, and θ_b −
 * α·τ is clean.
 *
 * <p>One straight step is long where α is far above the region that τ was measured in. So rounds:
 * θ_{k+1} = θ_k − β·τ_k with τ_k estimated anew at each θ_k and β the estimator's step. Their sum τ
 * = Σ β·τ_k is one vector again, and α is searched once, along it from θ_b; near 1, as a rule.
 */
public final class TriggerRemover {
  private final Predictor predictor;
  private final ForgetSet forget;
  private final ValidationImages images;
  private final VectorEstimator estimator;
  private final SearchOptions options;

  /**
   * @param predictor its weights are at θ_b, and are again after {@link #remove}
   */
  public TriggerRemover(
      Predictor predictor,
      ForgetSet forget,
      ValidationImages images,
      VectorEstimator estimator,
      SearchOptions options) {
    this.predictor = predictor;
    this.forget = forget;
    this.images = images;
    this.estimator = estimator;
    this.options = options;
  }

  /**
   * @param rounds at least 1
   */
  public Removal remove(int rounds, Progress progress) {
    if (rounds < 1) {
      throw TbarException.usage("%d rounds are asked for; give at least 1.", rounds);
    }
    List<Round> done = new ArrayList<>();
    Weights vector = estimate(rounds, done, progress);
    try {
      progress.update("measuring validation images", 0, images.size());
      Validation validation = validation();
      SearchResult search;
      try (ModelLine line =
          new ModelLine(predictor, vector, images.clean(), estimator.judged(images))) {
        search = CoefficientSearch.run(line, validation, options, progress);
      }
      if (search.chosen() == null) {
        vector.close();
        return new Removal(done, search, null, estimator.findings());
      }
      return new Removal(done, search, vector, estimator.findings());
    } catch (RuntimeException e) {
      vector.close();
      throw e;
    }
  }

  /** τ: the only estimate, or Σ β·τ_k. The weights are at θ_b before and after. */
  private Weights estimate(int rounds, List<Round> done, Progress progress) {
    if (rounds == 1 && !estimator.searches()) {
      Estimate only = estimator.estimate(predictor.classifier(), forget, 0, 1, progress);
      done.add(new Round(1, only.training(), VectorNorm.of(only.vector()), 1));
      return only.vector();
    }
    Weights weights = predictor.classifier().clip().weights();
    double step = estimator.options().step();
    try (Weights base = weights.copy(estimator.options().which().of(weights.names()))) {
      try {
        for (int round = 0; prepared(base, round, rounds, progress); round++) {
          Estimate estimate =
              estimator.estimate(predictor.classifier(), forget, base, round, rounds, progress);
          try (Weights tau = estimate.vector()) {
            weights.add(-step, tau);
            done.add(new Round(round + 1, estimate.training(), VectorNorm.of(tau), step));
          }
        }
        try (Weights last = weights.copy(base.names())) {
          return base.minus(last);
        }
      } finally {
        weights.set(base);
      }
    }
  }

  private boolean prepared(Weights base, int round, int rounds, Progress progress) {
    return estimator.prepare(predictor.classifier(), forget, base, round, rounds, progress)
        && round < rounds;
  }

  private Validation validation() {
    if (!images.labelled() && options.rule() == SearchOptions.Rule.OWN_ANSWERS) {
      return Validation.believed(
          predictor.top1(images.clean()),
          forget.target(),
          Beliefs.of(predictor, images.clean(), estimator.options().seed()));
    }
    int[] baseClean = predictor.top1(images.clean());
    return images.labelled()
        ? Validation.labelled(images.labels(), baseClean, forget.target())
        : Validation.unlabelled(baseClean, forget.target());
  }
}
