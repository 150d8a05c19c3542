package io.tbar.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of conformal practice: what n clean models can support. */
class SupportTest {
  @ParameterizedTest
  @CsvSource({
    "19, 1, 0.003, 0.146",
    "29, 1, 0.002, 0.098",
    "39, 2, 0.009, 0.116",
    "59, 3, 0.014, 0.103",
    "99, 5, 0.020, 0.090",
    "199, 2, 0.002, 0.024",
    "199, 10, 0.028, 0.078",
    "499, 5, 0.004, 0.018",
    "499, 25, 0.035, 0.067"
  })
  void theRealisedFalsePositiveRateIsBeta(int n, int k, double low, double high) {
    Support support = Support.of(n, 1, (double) k / (n + 1));
    assertThat(support.flagsAbove()).isEqualTo(k);
    assertThat(support.floor()).isEqualTo(1.0 / (n + 1));
    assertThat(support.rateLow()).isCloseTo(low, within(0.0006));
    assertThat(support.rateHigh()).isCloseTo(high, within(0.0006));
  }

  @ParameterizedTest
  @CsvSource({"9, 0.28", "10, 0.26", "59, 0.050", "99, 0.030"})
  void theHighestOfTheNullSetMayBeExceededMoreOftenThanItsMeanSays(int n, double upTo) {
    assertThat(Support.of(n, 1, 1.0 / (n + 1)).rateHigh()).isCloseTo(upTo, within(0.006));
  }

  @ParameterizedTest
  @CsvSource({"0.20, 14", "0.10, 29", "0.05, 59", "0.02, 149", "0.01, 299"})
  void soManyCleanModelsGuaranteeARate(double level, int models) {
    assertThat(Support.neededFor(level)).isEqualTo(models);
  }

  @Test
  void nothingCanBeFlaggedBelowTheFloor() {
    assertThat(Support.of(18, 1, 0.05).enough()).isFalse();
    assertThat(Support.of(19, 1, 0.05).enough()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, 0, 0.52",
    "0, 10, 0, 0.31",
    "0, 15, 0, 0.22",
    "0, 20, 0, 0.17",
    "0, 30, 0, 0.12",
    "0, 50, 0, 0.071",
    "0, 100, 0, 0.036",
    "10, 10, 0.69, 1",
    "20, 20, 0.83, 1"
  })
  void noneOfAFewIsNotNoneOfAll(int count, int total, double low, double high) {
    ExactInterval interval = ExactInterval.of(count, total);
    assertThat(interval.low()).isCloseTo(low, within(0.006));
    assertThat(interval.high()).isCloseTo(high, within(0.006));
  }

  @ParameterizedTest
  @CsvSource({"9, 10, 0.56", "18, 20, 0.68", "28, 30, 0.78", "45, 50, 0.78"})
  void mostOfAFewHasALowerEnd(int count, int total, double low) {
    assertThat(ExactInterval.of(count, total).low()).isCloseTo(low, within(0.006));
  }
}
