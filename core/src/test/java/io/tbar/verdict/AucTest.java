package io.tbar.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AucTest {
  @ParameterizedTest
  @CsvSource({
    "0.9, 5, 0.108", "0.9, 10, 0.074", "0.9, 20, 0.051", "0.9, 30, 0.042", "0.9, 50, 0.032",
    "0.9, 100, 0.023", "0.8, 5, 0.148", "0.8, 10, 0.102", "0.8, 20, 0.071", "0.8, 30, 0.058",
    "0.8, 50, 0.045", "0.8, 100, 0.031"
  })
  void theErrorIsThatOfHanleyAndMcNeil(double auc, int each, double error) {
    assertThat(Auc.error(auc, each, each)).isCloseTo(error, within(0.0012));
  }

  @Test
  void countsPairsAndHalvesTies() {
    double[] clean = {0, 1, 2};
    double[] infected = {1, 3};
    // 1 beats 0 and ties with 1: 1.5; 3 beats all: 3; of 6 pairs.
    assertThat(Auc.of(clean, infected).value()).isEqualTo(4.5 / 6);
  }

  @Test
  void perfectSeparationOfFewIsNotCertain() {
    Auc few = Auc.of(new double[] {0, 0, 0}, new double[] {1, 1, 1});
    assertThat(few.value()).isEqualTo(1);
    assertThat(few.high()).isEqualTo(1);
    assertThat(few.low()).isBetween(0.3, 0.8);
    double[] zeros = new double[20];
    double[] ones = new double[20];
    java.util.Arrays.fill(ones, 1);
    assertThat(Auc.of(zeros, ones).low()).isGreaterThan(0.85);
  }

  @Test
  void refusesAnEmptySide() {
    assertThatThrownBy(() -> Auc.of(new double[0], new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
