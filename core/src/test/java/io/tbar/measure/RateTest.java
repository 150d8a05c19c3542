package io.tbar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.2775327998628892",
    "5, 10, 0.236593090512564, 0.7634069094874361",
    "10, 10, 0.7224672001371107, 1",
    "1, 100, 0.0017674320641406505, 0.054486196178705315",
    "95, 100, 0.8882495307680808, 0.9784563208456319",
    "2, 300, 0.0018301483579117855, 0.023977583250306973",
    "987, 1000, 0.9778855576244203, 0.9923871796106489"
  })
  void hasTheWilsonInterval(long count, long total, double low, double high) {
    Rate rate = new Rate(count, total);

    assertThat(rate.low()).isCloseTo(low, within(1e-12));
    assertThat(rate.high()).isCloseTo(high, within(1e-12));
    assertThat(rate.value()).isEqualTo((double) count / total);
  }

  @Test
  void knowsNothingWithoutTrials() {
    Rate none = new Rate(0, 0);

    assertThat(none.value()).isZero();
    assertThat(none.low()).isZero();
    assertThat(none.high()).isEqualTo(1);
  }

  @Test
  void holdsItsValueInsideTheUnitInterval() {
    for (int total = 1; total < 60; total++) {
      for (int count = 0; count <= total; count++) {
        Rate rate = new Rate(count, total);
        assertThat(rate.low()).isBetween(0.0, rate.value());
        assertThat(rate.high()).isBetween(rate.value(), 1.0);
      }
    }
  }

  @Test
  void refusesMoreHitsThanTrials() {
    assertThatThrownBy(() -> new Rate(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
