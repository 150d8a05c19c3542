package io.tbar.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaseComparisonTest {
  private static LabelEffects table(double... margins) {
    List<LabelEffect> labels = new ArrayList<>();
    for (int l = 0; l < margins.length; l++) {
      labels.add(new LabelEffect("label-" + l, List.of(margins[l], margins[l]), List.of(0.5, 0.5)));
    }
    return new LabelEffects("configuration", List.of("window", "blend"), labels);
  }

  private static BaseComparison compare(double... excess) {
    return BaseComparison.of(table(excess), table(new double[excess.length]), "base", "digest");
  }

  private static Answer answer(BaseComparison comparison, boolean usable) {
    return new BaseRule(0.05).judge(comparison, List.of(), List.of(), usable).answer();
  }

  @Test
  void namesTheLabelOfTheLargestExcessAndFindsIt() {
    BaseComparison comparison = compare(0.1, -0.3, 6, 0.2, -0.1, 0.4, -0.5, 0.3, 0, -0.2);
    assertThat(comparison.first().label()).isEqualTo("label-2");
    assertThat(comparison.first().excess()).as("beyond the median").isCloseTo(5.95, within(1e-9));
    assertThat(comparison.first().leads()).isEqualTo(2);
    assertThat(comparison.leading()).hasSize(1);
    assertThat(comparison.p()).isLessThan(1e-4);
    assertThat(answer(comparison, true)).isEqualTo(Answer.FOUND);
    assertThat(answer(comparison, false)).isEqualTo(Answer.CANNOT_TELL);
  }

  @Test
  void whatTheBaseDoesTooIsNoExcess() {
    BaseComparison same =
        BaseComparison.of(table(9, 1.2, 0.9, 1.1, 1), table(9.1, 1, 1, 1, 1), "base", "digest");
    assertThat(answer(same, true)).isEqualTo(Answer.NOTHING_FOUND);
  }

  @Test
  void twoLabelsDoNotHideEachOtherAndAreBothNamedInOrder() {
    BaseComparison both = compare(5, 0.1, -0.2, 0.2, 6, 0, -0.1, 0.3, -0.3, 0.1);
    assertThat(both.leading()).extracting(LabelExcess::label).containsExactly("label-4", "label-0");
    assertThat(answer(both, true)).isEqualTo(Answer.FOUND);
  }

  @Test
  void aSmallExcessIsNoneHoweverAlikeTheOthersAre() {
    BaseComparison small = compare(1.4, 0.01, 0.02, 0, -0.01, 0.01);
    assertThat(small.p()).isLessThan(1e-3);
    assertThat(answer(small, true)).isEqualTo(Answer.NOTHING_FOUND);
  }

  @Test
  void flagsNormalExcessesNoOftenerThanTheLevelSays() {
    SplittableRandom random = new SplittableRandom(5);
    int flagged = 0;
    for (int trial = 0; trial < 1000; trial++) {
      double[] excess = new double[10];
      for (int l = 0; l < excess.length; l++) {
        excess[l] = 10 * random.nextGaussian();
      }
      flagged += compare(excess).p() <= 0.05 ? 1 : 0;
    }
    // Three standard deviations above 50 of 1,000; some must be flagged, or p would be useless.
    assertThat(flagged).isBetween(5, 71);
  }

  @Test
  void aLabelThatGoesFarAmongOthersThatDoIsNotSettled() {
    BaseComparison unsettled = compare(6, 5, 4.5, 0, -4, -5, -6);
    assertThat(unsettled.p()).isGreaterThan(0.05);
    assertThat(answer(unsettled, true)).isEqualTo(Answer.CANNOT_TELL);
  }

  @Test
  void aModerateExcessThatOthersShareIsNone() {
    BaseComparison shared = compare(4.1, 4, 2, 0, -2, -4, -4.5);
    assertThat(shared.p()).isGreaterThan(0.5);
    assertThat(answer(shared, true)).isEqualTo(Answer.NOTHING_FOUND);
  }

  @Test
  void aTriggerOfOneFamilyIsSeenAmongSearchesThatSayNothing() {
    List<LabelEffect> labels = new ArrayList<>();
    for (int l = 0; l < 10; l++) {
      double odd = 0.1 * (l % 3);
      labels.add(
          new LabelEffect(
              "label-" + l,
              List.of(l == 7 ? 9.0 : odd, odd, -odd, odd, -odd, odd),
              List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)));
    }
    List<String> searches =
        List.of("window 1", "window 2", "blend 3", "blend 4", "warp 5", "warp 6");
    LabelEffects suspect = new LabelEffects("configuration", searches, labels);
    List<LabelEffect> none =
        labels.stream()
            .map(l -> new LabelEffect(l.label(), List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), l.shares()))
            .toList();
    BaseComparison comparison =
        BaseComparison.of(
            suspect, new LabelEffects("configuration", searches, none), "base", "digest");
    assertThat(comparison.first().label()).isEqualTo("label-7");
    assertThat(answer(comparison, true)).isEqualTo(Answer.FOUND);
  }

  @Test
  void theTailIsStudents() {
    assertThat(StudentT.upper(2.306, 8)).isCloseTo(0.025, within(1e-5));
    assertThat(StudentT.upper(12.706, 1)).isCloseTo(0.025, within(1e-5));
    assertThat(StudentT.upper(0, 3)).isCloseTo(0.5, within(1e-9));
    assertThat(StudentT.upper(-2.306, 8)).isCloseTo(0.975, within(1e-5));
  }

  @Test
  void twoLabelsAreRefusedInOneSentence() {
    assertThatThrownBy(() -> compare(1, 2))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("holds 2 labels, but a comparison with a base takes 3");
  }

  @Test
  void withoutAComparisonItCannotTellAndSaysWhatWasNotDone() {
    Verdict verdict =
        new BaseRule(0.05).judge(null, List.of(), List.of("The base was cut short."), true);
    assertThat(verdict.answer()).isEqualTo(Answer.CANNOT_TELL);
    assertThat(verdict.reasons()).contains("The base was cut short.");
  }
}
