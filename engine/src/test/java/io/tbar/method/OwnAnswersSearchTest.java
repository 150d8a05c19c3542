package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Progress;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAnswersSearchTest {
  private static final DoubleUnaryOperator ATTACK = a -> Math.max(0.01, 1 - a);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void takesThePeakOfTheAgreementAndNoMore(long seed) {
    SyntheticLine line = new SyntheticLine(900, a -> 0.95 - 0.01 * a, ATTACK, seed);
    SearchResult found = search(line, false, 0.9);
    assertThat(found.answer()).isPresent();
    // Beyond 1 nothing more is given back, and ties go to the smaller.
    assertThat(found.answer().orElseThrow().alpha()).isCloseTo(1, within(0.13));
    assertThat(found.answer().orElseThrow().ownAnswersBack().value()).isGreaterThan(0.9);
    assertThat(found.passes()).isEqualTo(line.passes - 900);
  }

  @Test
  void goesFurtherWhereTheTriggerIsNotKnown() {
    SyntheticLine line = new SyntheticLine(900, a -> 0.95 - 0.01 * a, ATTACK, 1);
    double known = search(line, false, 0.9).answer().orElseThrow().alpha();
    double inferred = search(line, true, 0.9).answer().orElseThrow().alpha();
    assertThat(inferred).isGreaterThan(known);
  }

  @Test
  void staysBeforeTheEdgeOfAccuracyByTheLowerBound() {
    SyntheticLine line =
        new SyntheticLine(1000, a -> a <= 0.5 ? 0.9 : 0.9 - 0.4 * (a - 0.5), ATTACK, 4);
    SearchResult found = search(line, true, 0.95);
    CurvePoint chosen = found.answer().orElseThrow();
    // 0.95 of 0.9 is reached at α = 0.61; the bound keeps clear of it.
    assertThat(chosen.alpha()).isBetween(0.4, 0.61);
    assertThat(chosen.kept()).isGreaterThan(0.95);
  }

  @Test
  void findsNothingWhereTheTriggerStays() {
    SyntheticLine line = new SyntheticLine(600, a -> 0.95 - 0.01 * a, a -> 0.99, 5);
    SearchResult found = search(line, false, 0.9);
    assertThat(found.answer()).isEmpty();
    assertThat(found.reason()).contains("gives triggered images more of their own answers back");
  }

  @Test
  void findsNothingWhereNoCoefficientKeepsTheAccuracy() {
    SyntheticLine line = new SyntheticLine(600, a -> a > 0 ? 0.5 : 0.95, ATTACK, 6);
    SearchResult found = search(line, false, 0.95);
    assertThat(found.answer()).isEmpty();
    assertThat(found.reason()).startsWith("No coefficient keeps 95 %");
  }

  @Test
  void aPointTellsTheExcessOverTheTargetsOwnShare() {
    SyntheticLine line = new SyntheticLine(900, a -> 0.95, ATTACK, 7);
    CurvePoint base = search(line, false, 0.9).base();
    assertThat(base.excess()).isNotNull();
    assertThat(base.attackSuccess().value()).isEqualTo(1);
    assertThat(base.excess().value()).isBetween(0.9, 1.0);
  }

  private static SearchResult search(SyntheticLine line, boolean furthest, double keep) {
    return CoefficientSearch.run(
        line,
        line.validation(),
        SearchOptions.defaults()
            .withKeep(keep)
            .withFurthest(furthest)
            .withRule(SearchOptions.Rule.OWN_ANSWERS),
        Progress.silent());
  }
}
