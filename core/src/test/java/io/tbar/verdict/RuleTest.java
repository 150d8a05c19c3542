package io.tbar.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final Rule RULE = Rule.STANDARD;

  @Test
  void reportsEveryStatisticButCannotTellWithoutANullSet() {
    Verdict verdict = RULE.judge(NullSets.statistics(0.01, 1.0), List.of(), true, null);
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_TELL);
    assertThat(verdict.calibrated()).isFalse();
    assertThat(verdict.p()).isNull();
    assertThat(verdict.statistics()).hasSize(2);
    assertThat(verdict.reasons().get(0)).startsWith("Uncalibrated");
  }

  @Test
  void findsAModelBeyondAllCleanOnes() {
    Verdict verdict = RULE.judge(NullSets.statistics(0.5, 0.4995), List.of(), true, evenly());
    assertThat(verdict.answer()).isEqualTo(Answer.FOUND);
    assertThat(verdict.p()).isEqualTo(0.05);
    assertThat(verdict.statistics().get(0).rank()).isEqualTo(20);
    assertThat(verdict.statistics().get(0).p()).isEqualTo(0.05);
    assertThat(verdict.statistics().get(1).p()).isEqualTo(0.1);
  }

  /** One clean model tops success by a hair's breadth and is the least suspicious in size. */
  private static NullSet evenly() {
    List<NullModel> models = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      models.add(NullSets.model(i, 1.0 + i, i == 18 ? 0.5 : 0.4 + 0.005 * i));
    }
    return NullSets.of(models);
  }

  @Test
  void findsNothingInAModelLikeTheCleanOnesAndNeverCallsItProof() {
    Verdict verdict =
        RULE.judge(NullSets.statistics(9.5, 0.4955), List.of(), true, NullSets.ofSize(19));
    assertThat(verdict.answer()).isEqualTo(Answer.NOTHING_FOUND);
    assertThat(verdict.reasons().get(0)).contains("no proof").contains("19 clean models");
  }

  @Test
  void cannotTellFromANullSetTooSmallForTheLevel() {
    Verdict verdict =
        RULE.judge(NullSets.statistics(0.1, 1.0), List.of(), true, NullSets.ofSize(18));
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_TELL);
    assertThat(verdict.reasons().get(0)).contains("18 models").contains("takes 19 models");
    assertThat(verdict.p()).isEqualTo(1.0 / 19);
  }

  @Test
  void cannotTellFromAnUnfinishedScanAndSaysWhatWasNotDone() {
    Verdict verdict =
        RULE.judge(
            NullSets.statistics(0.1, 1.0),
            List.of("Warps were not tried."),
            true,
            NullSets.ofSize(19));
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_TELL);
    assertThat(verdict.reasons()).contains("Warps were not tried.");
  }

  @Test
  void cannotTellFromAnUnusualModelWithoutATriggerToShow() {
    Verdict verdict =
        RULE.judge(NullSets.statistics(0.5, 0.9), List.of(), false, NullSets.ofSize(19));
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_TELL);
    assertThat(verdict.p()).isEqualTo(0.05);
    assertThat(verdict.reasons().get(0)).contains("no usable trigger");
  }

  @Test
  void holdsCensoredValuesForTheLeastSuspiciousOfTheOthers() {
    List<NullModel> models = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      models.add(NullSets.model(i, i < 10 ? null : 5.0 + i, null));
    }
    NullSet nulls = NullSets.of(models);
    Verdict none = RULE.judge(NullSets.statistics(null, null), List.of(), true, nulls);
    assertThat(none.p()).isEqualTo(1.0);
    assertThat(none.statistics().get(0).rank()).isEqualTo(1);
    assertThat(RULE.judge(NullSets.statistics(30.0, null), List.of(), true, nulls).p())
        .isEqualTo(1.0);
    assertThat(RULE.judge(NullSets.statistics(14.5, null), List.of(), true, nulls).p())
        .isEqualTo(0.05);
    assertThat(RULE.judge(NullSets.statistics(1.0, null), List.of(), true, nulls).p())
        .isEqualTo(0.05);
  }

  @Test
  void farBeyondInOneStatisticOutweighsAHairsBreadthBeyondInAnother() {
    // One clean model tops success by little; the tested one is average there and far out in size.
    Verdict verdict =
        RULE.judge(NullSets.statistics(-200.0, 0.4955), List.of(), true, NullSets.ofSize(19));
    assertThat(verdict.statistics().get(1).p()).isGreaterThan(0.05);
    assertThat(verdict.p()).isEqualTo(0.05);
  }

  @Test
  void aLittleHighInEveryStatisticCountsMoreThanALittleHighInOne() {
    double[][] pool = {
      {0, 0}, {1, 4}, {2, 3}, {3, 2}, {4, 1}, {5, 5},
    };
    double[] distances = Distance.all(pool);
    assertThat(distances[5]).isGreaterThan(distances[1]).isGreaterThan(distances[4]);
    assertThat(distances[0]).isZero();
  }

  @Test
  void theLevelIsKeptWhenTheTestedModelIsCleanWhateverTheStatisticsShare() {
    int flagged = 0;
    int trials = 4000;
    SplittableRandom random = Seeds.of(3, "exchangeable");
    for (int t = 0; t < trials; t++) {
      List<NullModel> models = new ArrayList<>();
      for (int i = 0; i < 19; i++) {
        double common = random.nextDouble();
        models.add(NullSets.model(i, common, -common + 0.3 * random.nextDouble()));
      }
      double common = random.nextDouble();
      List<Statistic> tested = NullSets.statistics(common, -common + 0.3 * random.nextDouble());
      if (RULE.judge(tested, List.of(), true, NullSets.of(models)).answer() == Answer.FOUND) {
        flagged++;
      }
    }
    // Exactly 5 % but for ties; three standard errors of 4,000 trials are 1 %.
    assertThat(flagged / (double) trials).isLessThan(0.06).isCloseTo(0.05, within(0.011));
  }

  @Test
  void refusesANullSetOfOtherStatistics() {
    List<Statistic> other = List.of(NullSets.statistic("size", 1.0, Suspicion.LOW));
    assertThatThrownBy(() -> RULE.judge(other, List.of(), true, NullSets.ofSize(19)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("size, success");
  }

  @Test
  void refusesALevelThatIsNoRate() {
    assertThatThrownBy(() -> new Rule(0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Rule(Double.NaN)).hasMessageContaining("above 0");
  }
}
