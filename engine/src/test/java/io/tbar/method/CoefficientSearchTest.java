package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.util.SplittableRandom;
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
  void goesToTheEdgeOfAccuracyWhereTheTriggerIsAProxy() {
    SyntheticLine line =
        new SyntheticLine(1000, a -> a < 4 ? 0.6 : 0.3, a -> a < 1.5 ? 0.99 : 0, 1);
    SearchResult result = furthest(line);
    CurvePoint answer = result.answer().orElseThrow();
    assertThat(answer.alpha()).isEqualTo(4 - AlphaGrid.step(3.9));
    assertThat(answer.clean().total()).isEqualTo(1000);
    assertThat(result.reason()).startsWith("The largest coefficient that keeps at least 95 %");
  }

  @Test
  void doesNotGoToTheEdgeWhereTheAttackComesBack() {
    SyntheticLine line =
        new SyntheticLine(1000, falling(0.6, 30), a -> a > 1.2 && a < 5 ? 0.01 : 0.9, 1);
    assertThat(furthest(line).answer().orElseThrow().alpha()).isBetween(1.2, 5.0);
  }

  private static SearchResult furthest(SyntheticLine line) {
    return CoefficientSearch.run(
        line, line.validation(), OPTIONS.withFurthest(true), Progress.silent());
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
  void looksAtAnAttackThatStaysOnFewImages() {
    SearchResult result = search(new SyntheticLine(1000, a -> 0.6, a -> a < 5 ? 1 : 0, 1));
    assertThat(result.answer().orElseThrow().alpha()).isEqualTo(5);
    assertThat(result.curve())
        .filteredOn(point -> point.alpha() > 0 && point.alpha() < 5)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(point -> assertThat(point.attackSuccess().total()).isEqualTo(16));
  }

  @Test
  void asksNothingBeyondAnAnswerThatNothingFallsForOnceAccuracyIsInDoubt() {
    SyntheticLine line = new SyntheticLine(1000, a -> 0.6 - 0.01 * a, a -> a < 1.5 ? 0.99 : 0, 1);
    SearchResult result = search(line);
    assertThat(result.answer().orElseThrow().alpha()).isEqualTo(1.5);
    CurvePoint last = result.curve().get(result.curve().size() - 1);
    assertThat(last.alpha()).isEqualTo(2);
    assertThat(last.clean().total()).isEqualTo(64);
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

  @Test
  void needsAnEighthOfSixteenFullCoefficientsWhereTheAttackGoesFirst() {
    SplittableRandom random = new SplittableRandom(3);
    long passes = 0;
    long grid = 0;
    for (int i = 0; i < 60; i++) {
      double gone = Math.pow(2, random.nextDouble(-2, 3));
      SyntheticLine line =
          new SyntheticLine(
              1000,
              falling(random.nextDouble(0.4, 0.95), gone * random.nextDouble(5, 8)),
              falling(random.nextDouble(0.95, 1), gone),
              i);
      grid += 16L * (line.size() + line.validation().eligible().length);
      passes += search(line).passes();
    }
    assertThat(passes).isLessThan(grid / 8);
  }

  @ParameterizedTest
  @CsvSource({"64, 3", "300, 3", "1000, 3"})
  void agreesWithTheExhaustiveGridOnRandomCurves(int size, int mostMisses) {
    SplittableRandom random = new SplittableRandom(size);
    int misses = 0;
    for (int i = 0; i < 100; i++) {
      double attackGone = Math.pow(2, random.nextDouble(-3, 4));
      double accuracyGone = attackGone * Math.pow(2, random.nextDouble(-1, 3));
      SyntheticLine line =
          new SyntheticLine(
              size,
              falling(random.nextDouble(0.3, 0.95), accuracyGone, random.nextDouble(4, 20)),
              falling(random.nextDouble(0.9, 1), attackGone, random.nextDouble(4, 20)),
              i);
      Validation validation = line.validation();
      Grid grid = Grid.of(line, validation);
      SearchResult result = search(line);
      double alpha = result.answer().map(CurvePoint::alpha).orElse(0.0);
      if (Math.abs(alpha - grid.answer()) > AlphaGrid.step(Math.max(grid.answer(), 0.01))) {
        misses++;
      }
      if (alpha > 0) {
        assertThat(grid.feasible(alpha)).isTrue();
      }
    }
    // Decisions by interval are wrong once in a hundred, by design.
    assertThat(misses).isLessThanOrEqualTo(mostMisses);
  }

  @Test
  void answersWhatStandsOnEveryImageWhereCurvesRiseAndFall() {
    SplittableRandom random = new SplittableRandom(11);
    int within = 0;
    for (int i = 0; i < 100; i++) {
      double gone = random.nextDouble(0.5, 6);
      double wave = random.nextDouble(0.02, 0.15);
      DoubleUnaryOperator attack = falling(0.98, gone, 8);
      SyntheticLine line =
          new SyntheticLine(
              400,
              a -> falling(0.7, 3 * gone, 8).applyAsDouble(a) * (1 + wave / 5 * Math.sin(5 * a)),
              a -> Math.min(1, attack.applyAsDouble(a) * (1 + 3 * wave * Math.sin(7 * a))),
              i);
      Grid grid = Grid.of(line, line.validation());
      SearchResult result = search(line);
      if (result.answer().isEmpty()) {
        continue;
      }
      CurvePoint answer = result.answer().orElseThrow();
      assertThat(grid.feasible(answer.alpha())).isTrue();
      assertThat(answer.attackSuccess().value()).isEqualTo(grid.rate(answer.alpha()));
      within += Math.abs(answer.alpha() - grid.answer()) <= AlphaGrid.step(grid.answer()) ? 1 : 0;
    }
    // Waves cross the edge of accuracy several times; no search by halves can find each crossing.
    assertThat(within).isGreaterThanOrEqualTo(80);
  }

  @Test
  void showsOnlySamplesOnTheCurve() {
    SearchResult result = search(new SyntheticLine(1000, falling(0.6, 9), falling(1, 1), 1));
    assertThat(result.curve())
        .allSatisfy(point -> assertThat(point.clean().total()).isGreaterThanOrEqualTo(64))
        .allSatisfy(point -> assertThat(point.attackSuccess().total()).isGreaterThanOrEqualTo(16));
  }

  private static SearchResult search(SyntheticLine line) {
    return CoefficientSearch.run(line, line.validation(), OPTIONS, Progress.silent());
  }

  /** Full until well before {@code gone}, nothing after it. */
  private static DoubleUnaryOperator falling(double full, double gone) {
    return falling(full, gone, 12);
  }

  private static DoubleUnaryOperator falling(double full, double gone, double steepness) {
    return a -> full / (1 + Math.exp(steepness * (a / gone - 0.8)));
  }

  private static double exhaustive(SyntheticLine line, Validation validation) {
    double answer = Grid.of(line, validation).answer();
    assertThat(answer).isPositive();
    return answer;
  }

  /** Every coefficient of the fine grid on every image. */
  private record Grid(double[] rates, boolean[] kept, double baseRate, double bound) {
    private static final int LOWEST = -96;

    static Grid of(SyntheticLine line, Validation validation) {
      int[] all = IntStream.range(0, line.size()).toArray();
      int[] eligible = validation.eligible();
      double[] rates = new double[193];
      boolean[] kept = new boolean[193];
      double best = 2;
      for (int k = 0; k < rates.length; k++) {
        double alpha = AlphaGrid.alpha(k + LOWEST);
        int[] clean = line.clean(alpha, all);
        long right = IntStream.of(all).filter(i -> clean[i] == validation.truth()[i]).count();
        kept[k] = right >= OPTIONS.keep() * validation.baseHits() - 1e-9;
        rates[k] = rate(line.triggered(alpha, eligible));
        best = kept[k] ? Math.min(best, rates[k]) : best;
      }
      double tie = Math.max(OPTIONS.tie(), Math.sqrt(best * (1 - best) / eligible.length));
      return new Grid(rates, kept, rate(line.triggered(0, eligible)), best + tie);
    }

    private static double rate(int[] answers) {
      return (double) IntStream.of(answers).filter(a -> a == SyntheticLine.TARGET).count()
          / answers.length;
    }

    /** The rule of the search; 0 where nothing is feasible or lowers the rate. */
    double answer() {
      if (baseRate <= bound + 1e-12) {
        return 0;
      }
      for (int k = 0; k < rates.length; k++) {
        if (kept[k] && rates[k] <= bound + 1e-12) {
          return AlphaGrid.alpha(k + LOWEST);
        }
      }
      return 0;
    }

    boolean feasible(double alpha) {
      return kept[AlphaGrid.floor(alpha) - LOWEST];
    }

    double rate(double alpha) {
      return rates[AlphaGrid.floor(alpha) - LOWEST];
    }
  }
}
