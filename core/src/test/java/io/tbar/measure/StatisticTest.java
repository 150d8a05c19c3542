package io.tbar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.measure.Statistic.Suspicion;
import org.junit.jupiter.api.Test;

class StatisticTest {
  @Test
  void scoresGrowWithSuspicion() {
    assertThat(statistic(2, false, Suspicion.HIGH).score())
        .isGreaterThan(statistic(1, false, Suspicion.HIGH).score());
    assertThat(statistic(2, false, Suspicion.LOW).score())
        .isLessThan(statistic(1, false, Suspicion.LOW).score());
  }

  @Test
  void whatWasNotFoundIsTheLeastSuspiciousWhateverItsLimit() {
    double none = statistic(0.001, true, Suspicion.LOW).score();

    assertThat(none).isLessThan(statistic(1e9, false, Suspicion.LOW).score());
    assertThat(none).isEqualTo(statistic(5, true, Suspicion.LOW).score());
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> statistic(Double.NaN, false, Suspicion.LOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Statistic statistic(double value, boolean censored, Suspicion suspicion) {
    return new Statistic("x", value, censored, suspicion, "An x.");
  }
}
