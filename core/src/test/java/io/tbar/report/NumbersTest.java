package io.tbar.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Excess;
import io.tbar.measure.Rate;
import org.junit.jupiter.api.Test;

class NumbersTest {
  private static String percent(long count, long total) {
    return Numbers.percent(new Rate(count, total)).replace('\u202F', ' ');
  }

  @Test
  void givesOneDigitOfAPercent() {
    assertThat(percent(604, 1000)).isEqualTo("60.4 %");
    assertThat(percent(6, 10)).isEqualTo("60 %");
  }

  @Test
  void neverRoundsToAllOrNothing() {
    assertThat(percent(0, 100)).isEqualTo("0 %");
    assertThat(percent(3, 10_000)).isEqualTo("0.03 %");
    assertThat(percent(1, 100_000)).isEqualTo("< 0.01 %");
    assertThat(percent(9_997, 10_000)).isEqualTo("99.97 %");
    assertThat(percent(99_999, 100_000)).isEqualTo("> 99.99 %");
    assertThat(percent(100, 100)).isEqualTo("100 %");
  }

  @Test
  void saysSoWhereNothingWasTried() {
    assertThat(percent(0, 0)).isEqualTo("none tried");
  }

  @Test
  void signsDifferences() {
    assertThat(Numbers.points(0.0123)).isEqualTo("+1.2");
    assertThat(Numbers.points(-0.0123)).isEqualTo("\u22121.2");
    assertThat(Numbers.points(-0.0001)).isEqualTo("\u00B10.0");
  }

  @Test
  void givesAnExcessInPointsWithItsPairedIntervalAndWhatTurned() {
    Excess excess = new Excess(59, 6, 16, 80);
    assertThat(Numbers.points(excess).replace('\u202F', ' ')).isEqualTo("\u22126.2 points");
    assertThat(Numbers.interval(excess).replace('\u202F', ' '))
        .isEqualTo("\u221212.4 to \u22120.5 points");
    assertThat(Numbers.counts(excess)).isEqualTo("6 more, 16 fewer, of 161");
  }

  @Test
  void writesDurationsAndSizesAsPeopleDo() {
    assertThat(Numbers.duration(4.25)).isEqualTo("4.3 s");
    assertThat(Numbers.duration(812.4)).isEqualTo("13 min 32 s");
    assertThat(Numbers.duration(7_500)).isEqualTo("2 h 5 min");
    assertThat(Numbers.bytes(61)).isEqualTo("61 bytes");
    assertThat(Numbers.bytes(161_480_000)).isEqualTo("154 MiB");
    assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void writesSettingsWithoutExponents() {
    assertThat(Numbers.plain(1e-4)).isEqualTo("0.0001");
    assertThat(Numbers.plain(1.0)).isEqualTo("1");
    assertThat(Numbers.plain(300.0)).isEqualTo("300");
    assertThat(Numbers.plain(0)).isEqualTo("0");
    assertThat(Numbers.plain(1e-12)).isEqualTo("1.0E-12");
  }

  @Test
  void hasNoNegativeZero() {
    assertThat(Numbers.fixed(-0.001, 1)).isEqualTo("0.0");
    assertThat(Numbers.trimmed(-0.001, 1)).isEqualTo("0");
  }
}
