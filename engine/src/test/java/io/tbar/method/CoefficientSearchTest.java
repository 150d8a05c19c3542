package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoefficientSearchTest {
  private static final SearchOptions OPTIONS = SearchOptions.defaults();

  @ParameterizedTest
  @CsvSource({
    "1000, 3, 8, 1",
    "1000, 5, 9, 2",
    "1000, 0.2, 0.6, 3",
    "400, 12, 30, 4",
    "2000, 4, 6, 5",
    "300, 2, 40, 6"
  })
  void findsWhatAnExhaustiveFineGridFindsWithAnEighthOfItsPasses(
      int size, double attackGone, double accuracyGone, long seed) {
    SyntheticLine line =
        new SyntheticLine(size, falling(0.6, accuracyGone), falling(0.997, attackGone), seed);
    Validation validation = line.validation();
    double expected = exhaustive(line, validation);
    line.passes = 0;

    SearchResult result = CoefficientSearch.run(line, validation, OPTIONS, Progress.silent());

    assertThat(result.answer()).isPresent();
    double alpha = result.answer().orElseThrow().alpha();
    assertThat(alpha)
        .isBetween(expected - AlphaGrid.step(expected), expected + AlphaGrid.step(expected));
    assertThat(result.passes()).isEqualTo(line.passes);
    // The exhaustive grid over six octaves below and above one.
    assertThat(result.passes()).isLessThan(2L * size * 12 * AlphaGrid.STEPS_PER_OCTAVE / 8);
  }

  @Test
  void givesTiesToTheSmallerCoefficient() {
    SyntheticLine line = new SyntheticLine(1000, a -> 0.6, a -> a < 1.5 ? 0.99 : 0, 1);
    SearchResult result = search(line);
    assertThat(result.answer().orElseThrow().alpha()).isEqualTo(1.5);
    assertThat(result.stableFrom()).isEqualTo(1.5);
    assertThat(result.stableTo()).isEqualTo(64);
  }

  @Test
  void measuresTheAnswerOnEveryImage() {
    SyntheticLine line = new SyntheticLine(1000, falling(0.6, 9), falling(1, 3), 1);
    CurvePoint answer = search(line).answer().orElseThrow();
    assertThat(answer.clean().total()).isEqualTo(1000);
    assertThat(answer.attackSuccess().total())
        .isEqualTo(IntStream.of(line.labels).filter(l -> l != SyntheticLine.TARGET).count());
    assertThat(answer.kept()).isGreaterThanOrEqualTo(0.95);
    assertThat(answer.norm()).isEqualTo(2 * answer.alpha());
  }

  @Test
  void extendsTheRangeWhileItPays() {
    SyntheticLine line = new SyntheticLine(500, a -> 0.5, falling(1, 40), 1);
    assertThat(search(line).answer().orElseThrow().alpha()).isGreaterThan(20);
    SearchResult bounded =
        CoefficientSearch.run(line, line.validation(), OPTIONS.withMaxAlpha(32), Progress.silent());
    assertThat(bounded.answer().orElseThrow().alpha()).isEqualTo(32);
  }

  @Test
  void findsCoefficientsFarBelowOne() {
    SyntheticLine line = new SyntheticLine(500, falling(0.6, 0.2), falling(1, 0.1), 1);
    assertThat(search(line).answer().orElseThrow().alpha()).isBetween(0.05, 0.15);
  }

  @Test
  void findsADipBeforeTheEdgeOfAccuracy() {
    SyntheticLine line =
        new SyntheticLine(1000, falling(0.6, 30), a -> a > 1.2 && a < 5 ? 0.01 : 0.9, 1);
    assertThat(search(line).answer().orElseThrow().alpha()).isBetween(1.2, 5.0);
  }

  @Test
  void answersNoneWhereAccuracyFallsAtOnce() {
    SearchResult result = search(new SyntheticLine(500, a -> a > 0 ? 0.1 : 0.6, a -> 0, 1));
    assertThat(result.answer()).isEmpty();
    assertThat(result.reason()).contains("No coefficient keeps 95 % of the clean accuracy");
    assertThat(result.curve()).hasSizeGreaterThan(3);
  }

  @Test
  void answersNoneWhereTheAttackStays() {
    SearchResult result = search(new SyntheticLine(500, falling(0.6, 4), a -> 0.99, 1));
    assertThat(result.answer()).isEmpty();
    assertThat(result.reason()).contains("lowers the attack success rate");
  }

  @Test
  void givesHopelessCoefficientsFewImages() {
    SearchResult result = search(new SyntheticLine(2000, a -> a > 2 ? 0.1 : 0.6, falling(1, 1), 1));
    CurvePoint hopeless = result.curve().get(result.curve().size() - 1);
    assertThat(hopeless.alpha()).isGreaterThan(2);
    assertThat(hopeless.clean().total()).isLessThanOrEqualTo(128);
  }

  @Test
  void keepsTheCurveInOrderStartingAtTheCheckpointItself() {
    SearchResult result = search(new SyntheticLine(500, falling(0.6, 9), falling(1, 3), 1));
    assertThat(result.curve()).extracting(CurvePoint::alpha).isSorted().startsWith(0.0);
    assertThat(result.base().attackSuccess().value()).isEqualTo(1);
  }

  @Test
  void holdsAgreementWhereThereAreNoLabels() {
    SyntheticLine line = new SyntheticLine(500, a -> a < 3 ? 1 : 0.5, falling(1, 2), 1);
    int[] own = line.clean(0, IntStream.range(0, 500).toArray());
    SearchResult result =
        CoefficientSearch.run(
            line, Validation.unlabelled(own, SyntheticLine.TARGET), OPTIONS, Progress.silent());
    assertThat(result.reason()).contains("agreement");
    assertThat(result.answer().orElseThrow().alpha()).isBetween(1.5, 2.9);
  }

  @Test
  void refusesValidationImagesThatAreAllOfTheTargetClass() {
    SyntheticLine line = new SyntheticLine(50, a -> 1, a -> 1, 1);
    assertThatThrownBy(
            () ->
                CoefficientSearch.run(
                    line,
                    Validation.labelled(new int[50], new int[50], 0),
                    OPTIONS,
                    Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("other classes");
  }

  @Test
  void stopsWhenCancelled() {
    SyntheticLine line = new SyntheticLine(500, falling(0.6, 9), falling(1, 3), 1);
    Progress stop =
        new Progress() {
          @Override
          public void update(String stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    Validation validation = line.validation();
    assertThatThrownBy(() -> CoefficientSearch.run(line, validation, OPTIONS, stop))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.CANCELLED));
  }

  @Test
  void theGridInvertsItself() {
    for (int k = -96; k <= 96; k++) {
      assertThat(AlphaGrid.floor(AlphaGrid.alpha(k))).isEqualTo(k);
    }
    assertThat(AlphaGrid.step(4)).isEqualTo(0.25);
  }

  private static SearchResult search(SyntheticLine line) {
    return CoefficientSearch.run(line, line.validation(), OPTIONS, Progress.silent());
  }

  /** Full until well before {@code gone}, nothing after it. */
  private static DoubleUnaryOperator falling(double full, double gone) {
    return a -> full / (1 + Math.exp(12 * (a / gone - 0.8)));
  }

  private static double exhaustive(SyntheticLine line, Validation validation) {
    int[] eligible = validation.eligible();
    double best = 2;
    for (int pass = 0; pass < 2; pass++) {
      for (int k = -96; k <= 96; k++) {
        Candidate candidate = new Candidate(AlphaGrid.alpha(k), validation, eligible);
        candidate.seeClean(line, line.size());
        candidate.seeTriggered(line, line.size());
        if (candidate.feasible(OPTIONS.keep()) != 1) {
          continue;
        }
        double rate = candidate.attackSuccess().value();
        if (pass == 0) {
          best = Math.min(best, rate);
        } else if (rate
            <= best + Math.max(OPTIONS.tie(), Math.sqrt(best * (1 - best) / eligible.length))) {
          return candidate.alpha;
        }
      }
    }
    throw new AssertionError("nothing feasible");
  }
}
