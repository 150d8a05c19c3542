package io.tbar.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "  =1", "\t=1", "＝1"})
  void whatASpreadsheetWouldComputeBecomesText(String cell) {
    assertThat(TableText.csv(cell)).containsPattern("^\"?'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.5", "+3", "-", "–", "12.5 %", "-1e-05", "plain", "a-b", "98.3-99.5 %"})
  void numbersAndPlainTextsStay(String cell) {
    assertThat(TableText.csv(cell)).isEqualTo(cell);
  }

  @Test
  void signsOfTheFormatAreQuoted() {
    assertThat(TableText.csv("a,b")).isEqualTo("\"a,b\"");
    assertThat(TableText.csv("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
    assertThat(TableText.csv("two\r\nlines")).isEqualTo("two lines");
    assertThat(TableText.markdown("a|b\n| c <b> [x](y) `z`"))
        .isEqualTo("a\\|b \\| c \\<b\\> \\[x\\](y) \\`z\\`");
  }
}
