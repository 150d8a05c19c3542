package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Rate;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsTextLeftAndNumbersRight() {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      Table.of("class", "images").row("truck", "1,000").row("cat", "7").print(out);
    }
    assertThat(text.toString().lines())
        .containsExactly("class  images", "truck   1,000", "cat         7");
  }

  @Test
  void showsARateWithItsCountsAndInterval() {
    Rate rate = new Rate(991, 1000);
    assertThat(Numbers.percent(rate)).isEqualTo("99.1 %");
    assertThat(Numbers.counts(rate)).isEqualTo("991/1,000");
    assertThat(Numbers.interval(rate)).isEqualTo("98.3-99.5 %");
  }

  @Test
  void showsNothingTriedAsADash() {
    assertThat(Numbers.percent(new Rate(0, 0))).isEqualTo("-");
  }

  @Test
  void showsBytesInDecimalUnits() {
    assertThat(Numbers.bytes(999)).isEqualTo("999 bytes");
    assertThat(Numbers.bytes(605_247_064)).isEqualTo("605.2 MB");
  }
}
