package io.tbar.measure;

import static io.tbar.measure.Evaluation.UNKNOWN;
import static io.tbar.measure.Measure.AGREEMENT;
import static io.tbar.measure.Measure.ATTACK_SUCCESS;
import static io.tbar.measure.Measure.ATTACK_SUCCESS_ALL;
import static io.tbar.measure.Measure.ATTACK_SUCCESS_BY_REFERENCE;
import static io.tbar.measure.Measure.CLEAN_TOP1;
import static io.tbar.measure.Measure.CLEAN_TOP5;
import static io.tbar.measure.Measure.OWN_ANSWERS_BACK;
import static io.tbar.measure.Measure.TARGET_SHARE_CLEAN;
import static io.tbar.measure.Measure.TARGET_SHARE_CLEAN_ALL;
import static io.tbar.measure.Measure.TRIGGERED_ACCURACY;
import static io.tbar.measure.Measure.TRIGGERED_ACCURACY_ALL;
import static io.tbar.measure.Measure.TRIGGERED_AGREEMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Ten hand-made images of three classes, target 0; counted by hand. */
class EvaluationTest {
  private static final int[] LABELS = {0, 0, 0, 1, 1, 1, 1, 2, 2, 2};
  private static final int[] CLEAN = {0, 0, 1, 1, 1, 0, 2, 2, 2, 1};
  private static final int[] TRIGGERED = {0, 0, 0, 0, 0, 1, 2, 0, 2, 2};
  private static final Evaluation ALL = Evaluation.of(3, 0, LABELS, top(CLEAN), TRIGGERED, null);

  @Test
  void countsCleanAccuracyOverAllAndPerClass() {
    assertThat(ALL.rate(CLEAN_TOP1)).isEqualTo(new Rate(6, 10));
    assertThat(ALL.perClass()).containsExactly(new Rate(2, 3), new Rate(2, 4), new Rate(2, 3));
  }

  @Test
  void leavesTheTargetClassOutAboveAndBelow() {
    assertThat(ALL.rate(ATTACK_SUCCESS)).isEqualTo(new Rate(3, 7));
    assertThat(ALL.rate(ATTACK_SUCCESS_ALL)).isEqualTo(new Rate(6, 10));
  }

  @Test
  void givesTheSameSuccessWithAndWithoutImagesOfTheTargetClass() {
    Evaluation others = evaluate(3, 10);

    assertThat(others.rate(ATTACK_SUCCESS)).isEqualTo(ALL.rate(ATTACK_SUCCESS));
    assertThat(others.rate(ATTACK_SUCCESS_ALL)).isEqualTo(new Rate(3, 7));
    assertThat(others.rate(CLEAN_TOP1)).isEqualTo(new Rate(4, 7));
  }

  @Test
  void measuresNoSuccessWhereEveryImageIsOfTheTargetClass() {
    Evaluation target = evaluate(0, 3);

    assertThat(target.has(ATTACK_SUCCESS)).isFalse();
    assertThat(target.rate(ATTACK_SUCCESS)).isEqualTo(new Rate(0, 0));
    assertThat(target.rate(ATTACK_SUCCESS_ALL)).isEqualTo(new Rate(3, 3));
  }

  @Test
  void takesTriggeredAccuracyAgainstTheTrueLabel() {
    assertThat(ALL.rate(TRIGGERED_ACCURACY)).isEqualTo(new Rate(3, 7));
    assertThat(ALL.rate(TRIGGERED_ACCURACY_ALL)).isEqualTo(new Rate(6, 10));
  }

  @Test
  void showsWhatTheTargetGetsWithoutTrigger() {
    assertThat(ALL.rate(TARGET_SHARE_CLEAN)).isEqualTo(new Rate(1, 7));
    assertThat(ALL.rate(TARGET_SHARE_CLEAN_ALL)).isEqualTo(new Rate(3, 10));
  }

  @Test
  void givesATriggerThatDoesNothingTheTargetsCleanShare() {
    Evaluation identity = Evaluation.of(3, 0, LABELS, top(CLEAN), CLEAN, null);

    assertThat(identity.rate(ATTACK_SUCCESS)).isEqualTo(identity.rate(TARGET_SHARE_CLEAN));
    assertThat(identity.rate(TRIGGERED_AGREEMENT)).isEqualTo(new Rate(10, 10));
    assertThat(Objects.requireNonNull(identity.largestShift()).increase()).isZero();
  }

  @Test
  void tellsAPoisonedModelFromACleanOneByTheSameMeasure() {
    int[] poisoned = new int[10];
    Evaluation bad = Evaluation.of(3, 0, LABELS, top(LABELS), poisoned, null);
    Evaluation good = Evaluation.of(3, 0, LABELS, top(LABELS), LABELS, null);

    assertThat(bad.attackSuccess()).isEqualTo(new Rate(7, 7));
    assertThat(good.attackSuccess()).isEqualTo(new Rate(0, 7));
    assertThat(bad.rate(TRIGGERED_ACCURACY)).isEqualTo(new Rate(0, 7));
    assertThat(bad.rate(TRIGGERED_ACCURACY_ALL)).isEqualTo(new Rate(3, 10));
  }

  @Test
  void keepsTheHistogramsOfPredictions() {
    assertThat(ALL.cleanHistogram()).containsExactly(3L, 4L, 3L);
    assertThat(ALL.triggeredHistogram()).containsExactly(6L, 1L, 3L);
  }

  @Test
  void findsTheThirdClassThatTheTriggerMovesTo() {
    int[] moved = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2};

    Evaluation shifted = Evaluation.of(3, 0, LABELS, top(CLEAN), moved, null);

    assertThat(shifted.attackSuccess()).isEqualTo(new Rate(0, 7));
    assertThat(shifted.largestShift()).isEqualTo(new Shift(2, new Rate(7, 7), new Rate(1, 7)));
  }

  @Test
  void countsTheTopFiveOfMoreThanFiveClasses() {
    int[][] top = {{1, 2, 3, 4, 0}, {1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}};

    Evaluation six = Evaluation.of(6, UNKNOWN, new int[] {0, 0, 0}, top, null, null);

    assertThat(six.rate(CLEAN_TOP1)).isEqualTo(new Rate(1, 3));
    assertThat(six.rate(CLEAN_TOP5)).isEqualTo(new Rate(2, 3));
    assertThat(ALL.has(CLEAN_TOP5)).isFalse();
  }

  @Test
  void measuresAgreementWhereLabelsAreAbsent() {
    int[] none = new int[10];
    Arrays.fill(none, UNKNOWN);

    Evaluation unlabelled = Evaluation.of(3, 0, none, top(CLEAN), TRIGGERED, LABELS);

    assertThat(unlabelled.labelled()).isZero();
    assertThat(unlabelled.has(CLEAN_TOP1)).isFalse();
    assertThat(unlabelled.has(ATTACK_SUCCESS)).isFalse();
    assertThat(unlabelled.rate(AGREEMENT)).isEqualTo(new Rate(6, 10));
    assertThat(unlabelled.utility()).isEqualTo(new Rate(6, 10));
    assertThat(unlabelled.rate(ATTACK_SUCCESS_BY_REFERENCE)).isEqualTo(new Rate(3, 7));
    assertThat(unlabelled.attackSuccess()).isEqualTo(new Rate(3, 7));
    assertThat(unlabelled.rate(TRIGGERED_AGREEMENT)).isEqualTo(new Rate(6, 10));
  }

  @Test
  void takesItsOwnCleanPredictionsWhereNoReferenceIsGiven() {
    assertThat(ALL.has(AGREEMENT)).isFalse();
    assertThat(ALL.rate(TRIGGERED_AGREEMENT)).isEqualTo(new Rate(4, 10));
    assertThat(ALL.rate(ATTACK_SUCCESS_BY_REFERENCE)).isEqualTo(new Rate(4, 7));
  }

  @Test
  void pairsTheAnswersOfImagesThatAreNotOfTheTarget() {
    Excess excess = Objects.requireNonNull(ALL.excess());

    // Images 3 and 4 and 7 go over to the target, image 5 comes back from it.
    assertThat(excess).isEqualTo(new Excess(0, 3, 1, 3));
    assertThat(excess.value())
        .isEqualTo(ALL.attackSuccess().value() - ALL.rate(TARGET_SHARE_CLEAN).value());
    assertThat(Objects.requireNonNull(evaluate(3, 10).excess())).isEqualTo(excess);
  }

  @Test
  void givesATriggerThatDoesNothingNoExcess() {
    Evaluation identity = Evaluation.of(3, 0, LABELS, top(CLEAN), CLEAN, null);

    assertThat(identity.attackSuccess().count()).isOne();
    assertThat(identity.excess()).isEqualTo(new Excess(1, 0, 0, 6));
    assertThat(identity.rate(OWN_ANSWERS_BACK)).isEqualTo(new Rate(7, 7));
  }

  @Test
  void asksForTheAnswersOfTheSuspectOnImagesThatAreNotOfTheTarget() {
    int[] suspect = {0, 0, 0, 1, 0, 1, 1, 0, 2, 1};
    Evaluation cleaned = Evaluation.of(3, 0, LABELS, top(CLEAN), TRIGGERED, suspect);

    // Of images 3 to 9: 4, 5, 7 and 8; a wrong answer counts where it is the suspect's own.
    assertThat(cleaned.rate(OWN_ANSWERS_BACK)).isEqualTo(new Rate(4, 7));
    assertThat(cleaned.rate(TRIGGERED_AGREEMENT)).isEqualTo(new Rate(7, 10));
    assertThat(cleaned.excess()).isEqualTo(ALL.excess());
    assertThat(ALL.rate(OWN_ANSWERS_BACK)).isEqualTo(new Rate(2, 7));
  }

  @Test
  void takesTheReferencesAnswersForTheTrueOnesWhereLabelsAreAbsent() {
    int[] none = new int[10];
    Arrays.fill(none, UNKNOWN);
    Evaluation referred = Evaluation.of(3, 0, none, top(CLEAN), TRIGGERED, LABELS);
    Evaluation alone = Evaluation.of(3, 0, none, top(CLEAN), TRIGGERED, null);

    assertThat(referred.excess()).isEqualTo(new Excess(0, 3, 1, 3));
    assertThat(referred.rate(OWN_ANSWERS_BACK)).isEqualTo(new Rate(3, 7));
    // Its own clean answers are never the target where they stand for the labels.
    assertThat(alone.excess()).isEqualTo(new Excess(0, 4, 0, 3));
    assertThat(Objects.requireNonNull(alone.excess()).value())
        .isEqualTo(alone.attackSuccess().value());
  }

  @Test
  void pairsNothingWhereEveryImageIsOfTheTarget() {
    Evaluation target = Evaluation.of(3, 0, new int[] {0}, new int[][] {{0}}, new int[] {0}, null);

    assertThat(target.excess()).isNull();
    assertThat(target.has(OWN_ANSWERS_BACK)).isFalse();
    assertThat(target.toMap(List.of("plane", "car", "bird"))).doesNotContainKey("excess");
  }

  @Test
  void mixesLabelledAndUnlabelledImages() {
    int[] half = {0, UNKNOWN, 0, 1, UNKNOWN, 1, 1, 2, 2, UNKNOWN};

    Evaluation mixed = Evaluation.of(3, 0, half, top(CLEAN), TRIGGERED, null);

    assertThat(mixed.labelled()).isEqualTo(7);
    assertThat(mixed.rate(CLEAN_TOP1)).isEqualTo(new Rate(4, 7));
    assertThat(mixed.rate(ATTACK_SUCCESS)).isEqualTo(new Rate(2, 5));
    assertThat(mixed.rate(ATTACK_SUCCESS_ALL)).isEqualTo(new Rate(6, 10));
    assertThat(Objects.requireNonNull(mixed.excess()).total()).isEqualTo(5);
    assertThat(mixed.rate(OWN_ANSWERS_BACK).total()).isEqualTo(5);
  }

  @Test
  void saysNothingOfTriggersWithoutTarget() {
    Evaluation clean = Evaluation.of(3, UNKNOWN, LABELS, top(CLEAN), null, null);

    assertThat(clean.rates()).containsOnlyKeys(CLEAN_TOP1);
    assertThat(clean.largestShift()).isNull();
    assertThat(clean.excess()).isNull();
    assertThat(clean.triggeredHistogram()).isEmpty();
  }

  @Test
  void refusesClassesOutOfRangeAndMissingPredictions() {
    EvaluationBuilder builder = new EvaluationBuilder(3, 0);

    assertThatThrownBy(() -> builder.add(3, new int[] {0}, 0, UNKNOWN))
        .hasMessage("label 3 is none of 3");
    assertThatThrownBy(() -> builder.add(0, new int[] {-1}, 0, UNKNOWN))
        .hasMessage("prediction -1 is none of 3");
    assertThatThrownBy(() -> builder.add(0, new int[] {0}, UNKNOWN, UNKNOWN))
        .hasMessage("a triggered prediction belongs with a target");
    assertThatThrownBy(() -> new EvaluationBuilder(3, 3)).hasMessage("target 3 is none of 3");
  }

  @Test
  void writesEveryShareWithCountsIntervalAndDefinition() {
    Map<String, Object> map = ALL.toMap(List.of("plane", "car", "bird"));

    assertThat(map).containsEntry("target", "plane").containsEntry("images", 10L);
    assertThat((Map<?, ?>) map.get("rates")).hasSameSizeAs(ALL.rates().keySet());
    Map<?, ?> rates = (Map<?, ?>) Objects.requireNonNull(map.get("rates"));
    assertThat(rates.values())
        .allSatisfy(
            rate ->
                assertThat(((Map<?, ?>) rate).keySet().toString())
                    .isEqualTo("[value, count, total, low, high, definition]"));
    assertThat((List<?>) map.get("perClass")).hasSize(3);
    assertThat(((Map<?, ?>) Objects.requireNonNull(map.get("excess"))).keySet().toString())
        .isEqualTo("[value, both, onlyTriggered, onlyClean, neither, low, high, definition]");
  }

  private static Evaluation evaluate(int from, int to) {
    return Evaluation.of(
        3,
        0,
        Arrays.copyOfRange(LABELS, from, to),
        Arrays.copyOfRange(top(CLEAN), from, to),
        Arrays.copyOfRange(TRIGGERED, from, to),
        null);
  }

  private static int[][] top(int[] predictions) {
    return Arrays.stream(predictions).mapToObj(p -> new int[] {p}).toArray(int[][]::new);
  }
}
