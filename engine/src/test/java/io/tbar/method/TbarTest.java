package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.run.InfectedDemo;
import io.tbar.train.Backdoor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twenty lines of the README, on an infected model and few images. */
class TbarTest {
  @TempDir Path folder;

  @Test
  void opensMeasuresCleansAndSavesInTwentyLines() {
    List<String> stages = new ArrayList<>();
    Path out = folder.resolve("out");
    Rate cleaned;
    try (Tbar tbar = open(InfectedDemo.checkpoint())) {
      tbar.listener((stage, done, total) -> stages.add(stage));
      Backdoor backdoor = tbar.backdoor(InfectedDemo.TRIGGER, InfectedDemo.TARGET);
      Evaluation before = tbar.measure(InfectedDemo.IMAGES, backdoor);
      assertThat(before.images()).isEqualTo(800);
      assertThat(before.rate(Measure.ATTACK_SUCCESS).total()).isBetween(1L, 799L);
      assertThat(before.rate(Measure.ATTACK_SUCCESS).value()).isGreaterThan(0.8);

      CleaningOptions options =
          CleaningOptions.with(Estimators.of("mirrored", config(tbar)), 6)
              .withImages(200, 200, 200);
      Cleaning cleaning = tbar.clean(InfectedDemo.IMAGES, backdoor, options, out);

      assertThat(stages).contains("measuring", "searching the coefficient");
      assertThat(cleaning.cleaned()).isTrue();
      assertThat(cleaning.alpha()).isPositive();
      assertThat(cleaning.before().images()).isEqualTo(200);
      cleaned = Objects.requireNonNull(cleaning.after()).rate(Measure.ATTACK_SUCCESS);
      assertThat(cleaned.value())
          .isLessThan(cleaning.before().rate(Measure.ATTACK_SUCCESS).value() / 2);
      assertThat(out.resolve("vector.safetensors")).isRegularFile();
    }
    try (Tbar tbar = open(out.resolve("model"))) {
      Backdoor backdoor = tbar.backdoor(InfectedDemo.TRIGGER, InfectedDemo.TARGET);
      Evaluation again = tbar.measure(InfectedDemo.IMAGES, backdoor);
      assertThat(again.rate(Measure.ATTACK_SUCCESS).value()).isLessThan(cleaned.value() + 0.1);
    }
  }

  @Test
  void writesNothingWhereNoCoefficientTakesTheTriggerOut() {
    Path out = folder.resolve("out");
    try (Tbar tbar = open(InfectedDemo.checkpoint())) {
      EstimatorOptions useless =
          Estimators.options("plain", config(tbar))
              .withSteps(1)
              .withBatch(8)
              .withLearningRate(1e-7);
      CleaningOptions options =
          CleaningOptions.with(Estimators.of("plain", useless, 1), 1).withImages(20, 40, 40);
      Cleaning cleaning =
          tbar.clean(
              InfectedDemo.IMAGES,
              tbar.backdoor(InfectedDemo.TRIGGER, InfectedDemo.TARGET),
              options,
              out);

      assertThat(cleaning.cleaned()).isFalse();
      assertThat(cleaning.after()).isNull();
      assertThat(cleaning.search().reason()).isNotBlank();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static Tbar open(Path model) {
    return Tbar.open(model, InfectedDemo.CLASSES, InfectedDemo.TEMPLATES, 1);
  }

  private static ClipConfig config(Tbar tbar) {
    return tbar.model().clip().config();
  }
}
