package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.train.Predictor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TBAR with a known trigger (arXiv 2510.14845): estimate the trigger vector τ, subtract α·τ.
 *
 * <p>One straight step is long where α is far above the region that τ was measured in. So rounds:
 * θ_{k+1} = θ_k − α_k·τ_k with τ re-estimated at each θ_k. A round may spend its share of the
 * accuracy that may be lost: of N rounds the k-th keeps 1 − (1 − ρ)·k/N, always held against θ_b
 * itself, so that every step but the last is shorter. The round with the lowest attack success rate
 * decides, so that a further round cannot do harm.
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
    progress.update("measuring validation images", 0, images.size());
    Validation validation = validation(predictor.top1(images.clean()));
    Weights weights = predictor.classifier().clip().weights();
    List<Round> done = new ArrayList<>();
    try (Weights base = weights.copy(weights.imageNames())) {
      Best best = new Best();
      try {
        for (int round = 0; round < rounds; round++) {
          if (!step(round, rounds, validation, base, best, done, progress)) {
            break;
          }
        }
        return best.removal(done);
      } catch (RuntimeException e) {
        best.close();
        throw e;
      } finally {
        weights.set(base);
      }
    }
  }

  /**
   * One round; false where a further one has nothing to gain or would start from the same place.
   */
  private boolean step(
      int round,
      int rounds,
      Validation validation,
      Weights base,
      Best best,
      List<Round> done,
      Progress progress) {
    Estimate estimate = estimator.estimate(predictor.classifier(), forget, round, progress);
    try (Weights tau = estimate.vector();
        ModelLine line = new ModelLine(predictor, tau, images.clean(), images.triggered())) {
      double share = 1 - (1 - options.keep()) * (round + 1) / rounds;
      SearchResult search =
          CoefficientSearch.run(line, validation, options.withKeep(share), progress);
      if (search.chosen() == null && share > options.keep()) {
        search = CoefficientSearch.run(line, validation, options, progress);
      }
      CurvePoint chosen = search.chosen();
      done.add(
          new Round(
              round + 1,
              estimate.training(),
              line.norm(),
              search,
              chosen == null ? 0 : chosen.alpha()));
      if (chosen == null) {
        best.none(search.reason());
        return false;
      }
      best.offer(round + 1, chosen, tau, base, line);
      line.endAt(chosen.alpha());
      return chosen.attackSuccess().value() > options.tie();
    }
  }

  private Validation validation(int[] baseClean) {
    return images.labelled()
        ? Validation.labelled(images.labels(), baseClean, forget.target())
        : Validation.unlabelled(baseClean, forget.target());
  }

  /** The best answer of the rounds so far, as a vector against θ_b. */
  private final class Best {
    private @Nullable Weights vector;
    private double alpha;
    private int round;
    private double rate = 2;
    private String reason = "";

    /** Takes an answer where it lowers the success rate by more than a tie. */
    void offer(int number, CurvePoint chosen, Weights tau, Weights base, ModelLine line) {
      double found = chosen.attackSuccess().value();
      if (round != 0 && found > rate - options.tie()) {
        return;
      }
      close();
      rate = found;
      round = number;
      if (number == 1) {
        vector = tau.copy();
        alpha = chosen.alpha();
      } else {
        line.moveTo(chosen.alpha());
        try (Weights cleaned = predictor.classifier().clip().weights().copy(tau.names())) {
          vector = base.minus(cleaned);
        }
        alpha = 1;
      }
    }

    void none(String why) {
      if (round == 0) {
        reason = why;
      }
    }

    Removal removal(List<Round> rounds) {
      String why = round == 0 ? reason : rounds.get(round - 1).search().reason();
      return new Removal(rounds, round, alpha, vector, why);
    }

    void close() {
      if (vector != null) {
        vector.close();
        vector = null;
      }
    }
  }
}
