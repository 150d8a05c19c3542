package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.defence.BankEstimator;
import io.tbar.invert.BankCost;
import io.tbar.method.CleaningOptions;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.Estimators;
import io.tbar.method.SearchOptions;
import io.tbar.method.VectorEstimator;
import io.tbar.train.TrainedTensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages of a cleaning from its options. */
class CleanWorkTest {
  private static final EstimatorOptions OPTIONS =
      new EstimatorOptions(32, 50, 1e-5, 1, TrainedTensors.imageTower(), 0);
  private static final CleanSizes SIZES = new CleanSizes(300, 1000, 1000, 1000, true);
  private static final Speed SPEED = new Speed(0.1, 0.2, 0.3, 1, 1, 1, "cpu");
  private static final long VIT_B32 = 87_849_216;

  @Test
  void aCleaningWithoutKnowledgeSearchesBeforeEachRound() {
    VectorEstimator bank = new BankEstimator(Estimators.inBank(OPTIONS), List.of());
    CleanWork work = work(bank, 2, SIZES, false);

    CostEstimate cost = cost(work);

    assertThat(cost.passes(CleanWork.BANK)).isEqualTo(BankCost.of(224, 2, 3));
    // 50 triggered images a step, two clean ones for each of them and 0.8 more of the target.
    assertThat(cost.passes("training").backward()).isEqualTo(2 * 32 * (50 + 180));
    assertThat(cost.passes("the suspect's own answers").forward()).isEqualTo(1300);
    assertThat(work.together(128, VIT_B32)).isEqualTo(64);
    assertThat(work.together(128, 1_000_000)).isEqualTo(180);
  }

  @Test
  void aTrueTriggerIsMeasuredOnBothModelsBesides() {
    VectorEstimator known = Estimators.restored(OPTIONS);
    CostEstimate without = cost(work(known, 1, SIZES, false));
    CostEstimate with = cost(work(known, 1, SIZES, true));
    assertThat(with.passes() - without.passes()).isEqualTo(4 * 1000);
    assertThat(without.passes(CleanWork.BANK).all()).isZero();
    assertThat(without.passes("training").backward()).isEqualTo(32 * 100);
  }

  @Test
  void withoutLabelsViewsOfTheValidationImagesAreLookedAt() {
    VectorEstimator known = Estimators.restored(OPTIONS);
    CleanSizes bare = new CleanSizes(300, 1000, 1000, 1000, false);
    assertThat(cost(work(known, 1, SIZES, false)).passes("validation images").all())
        .isEqualTo(1000);
    assertThat(cost(work(known, 1, bare, false)).passes("validation images").all()).isEqualTo(9000);
  }

  @Test
  void secondsFollowTheMeasuredSpeeds() {
    CostEstimate cost = cost(work(Estimators.restored(OPTIONS), 1, SIZES, false));
    double training =
        cost.stages().stream()
            .filter(stage -> stage.name().equals("training"))
            .mapToDouble(CostEstimate.Stage::seconds)
            .sum();
    assertThat(training).isEqualTo(32 * 100 * 0.3);
    assertThat(cost.seconds()).isGreaterThan(training);
  }

  private static CleanWork work(
      VectorEstimator estimator, int rounds, CleanSizes sizes, boolean truth) {
    CleaningOptions options = CleaningOptions.with(estimator, rounds);
    SearchOptions search = options.search().withFurthest(estimator.searches());
    return new CleanWork(options.withSearch(search), sizes, 224, 10, truth);
  }

  private static CostEstimate cost(CleanWork work) {
    return new CostEstimate("clean", "model", work.stages(SPEED), 0, 0, SPEED);
  }
}
