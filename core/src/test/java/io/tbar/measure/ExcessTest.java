package io.tbar.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcessTest {
  private static final double Z2 = 1.959963984540054 * 1.959963984540054;

  /**
   * Airway hyper-responsiveness (Bentur et al. 2009) and complete response (Cavo et al. 2012), as
   * published with Tango's interval by Fagerland, Lydersen and Laake 2014 and 2017.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 7, 12, -0.2857, -0.517, -0.026, 0.0005",
    "59, 6, 16, 80, -0.0621, -0.1240, -0.0054, 0.00005"
  })
  void hasThePublishedScoreIntervalOfPairedShares(
      long both,
      long onlyTriggered,
      long onlyClean,
      long neither,
      double value,
      double low,
      double high,
      double digits) {
    Excess excess = new Excess(both, onlyTriggered, onlyClean, neither);

    assertThat(excess.value()).isCloseTo(value, within(0.00005));
    assertThat(excess.low()).isCloseTo(low, within(digits));
    assertThat(excess.high()).isCloseTo(high, within(digits));
  }

  @Test
  void isTheClosedFormWhereEveryAnswerStaysOrEveryAnswerTurns() {
    Excess nothing = new Excess(3, 0, 0, 97);
    Excess everything = new Excess(0, 100, 0, 0);

    assertThat(nothing.value()).isZero();
    assertThat(nothing.low()).isCloseTo(-Z2 / (100 + Z2), within(1e-12));
    assertThat(nothing.high()).isCloseTo(Z2 / (100 + Z2), within(1e-12));
    assertThat(everything.value()).isEqualTo(1);
    assertThat(everything.low()).isCloseTo((100 - Z2) / (100 + Z2), within(1e-12));
    assertThat(everything.high()).isEqualTo(1);
  }

  @Test
  void excludesZeroExactlyWhereMcNemarsTestRejects() {
    for (int gained = 0; gained < 40; gained++) {
      for (int lost = 0; lost < 40; lost++) {
        Excess excess = new Excess(5, gained, lost, 60);
        double difference = gained - lost;
        boolean rejects = difference * difference > Z2 * (gained + lost);
        assertThat(excess.low() > 0 || excess.high() < 0).isEqualTo(rejects);
      }
    }
  }

  @Test
  void holdsItsValueAndTurnsRoundWithTheAnswers() {
    for (int gained = 0; gained <= 12; gained++) {
      for (int lost = 0; lost + gained <= 12; lost++) {
        Excess excess = new Excess(1, gained, lost, 12 - gained - lost);
        Excess turned = new Excess(1, lost, gained, 12 - gained - lost);
        assertThat(excess.low()).isBetween(-1.0, excess.value());
        assertThat(excess.high()).isBetween(excess.value(), 1.0);
        assertThat(excess.low()).isEqualTo(-turned.high());
      }
    }
  }

  @Test
  void refusesNoImageAndNegativeCounts() {
    assertThatThrownBy(() -> new Excess(0, 0, 0, 0)).hasMessage("an excess over no image");
    assertThatThrownBy(() -> new Excess(0, -1, 2, 0)).hasMessage("a count below 0");
  }
}
