package io.tbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import io.tbar.run.InfectedDemo;
import io.tbar.torch.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The front door on an infected model and few images: the folders of the commands, and no other.
 */
class TbarTest {
  @TempDir Path folder;

  private static Model suspect() {
    return Model.of(InfectedDemo.checkpoint(), InfectedDemo.CLASSES)
        .withTemplates(InfectedDemo.TEMPLATES);
  }

  private static Evaluate measuring(Model model) {
    return Evaluate.of(model, InfectedDemo.IMAGES)
        .trigger(InfectedDemo.TRIGGER, InfectedDemo.TARGET)
        .with("threads", 1);
  }

  private static Clean cleaning() {
    return Clean.of(suspect(), InfectedDemo.IMAGES)
        .trigger(InfectedDemo.TRIGGER, InfectedDemo.TARGET)
        .with("estimator", "mirrored")
        .with("rounds", 6)
        .with("forget", 200)
        .with("val-images", 200)
        .with("test-images", 200)
        .with("threads", 1);
  }

  @Test
  void measuresCleansAndMeasuresAgain() {
    List<String> stages = new ArrayList<>();
    Path out = folder.resolve("cleaned");
    try (Tbar tbar = Tbar.open().listener((stage, done, total) -> stages.add(stage))) {
      EvaluateResult measured = tbar.run(measuring(suspect()));
      hasSettings(measured.record(), Evaluate.class);
      Evaluation before = measured.evaluation();
      assertThat(before.images()).isEqualTo(800);
      assertThat(before.rate(Measure.ATTACK_SUCCESS).value()).isGreaterThan(0.8);

      CleanResult done = tbar.run(cleaning(), out);
      assertThat(stages).contains("measuring", "searching the coefficient");
      assertThat(done.record().status()).isEqualTo(Status.CLEANED);
      assertThat(done.removed()).isTrue();
      assertThat(done.written()).isTrue();
      assertThat(done.alpha()).isPositive();
      assertThat(done.folder()).isEqualTo(out);
      assertThat(done.before().images()).isEqualTo(200);
      double left = done.after().rate(Measure.ATTACK_SUCCESS).value();
      assertThat(left).isLessThan(done.before().rate(Measure.ATTACK_SUCCESS).value() / 2);

      assertThat(RunRecord.read(out.resolve("result.json"))).isEqualTo(done.record());
      assertThat(out.resolve("open_clip_model.safetensors")).isRegularFile();
      assertThat(out.resolve("trigger-vector.safetensors")).isRegularFile();
      assertThat(out.resolve("report.html")).isRegularFile();
      assertThat(out.resolve("poisoned.csv")).doesNotExist();
      recordsEverySetting(done.record(), cleaning());

      Evaluation again = tbar.run(measuring(suspect().at(out))).evaluation();
      assertThat(again.rate(Measure.ATTACK_SUCCESS).value()).isLessThan(left + 0.1);
    }
  }

  /** What was left to the estimator and the model is filled in. */
  private static void recordsEverySetting(RunRecord record, Clean task) {
    hasSettings(record, Clean.class);
    assertThat(record.configuration())
        .containsKeys("rule", "furthest", "tie", "first", "maxAlpha", "keep", "method")
        .containsEntry("estimator", "mirrored")
        .containsEntry("rounds", 6L)
        .containsEntry("steps", 6L)
        .containsEntry("lambda", 1.0)
        .containsEntry("forget", (long) task.forget())
        .containsEntry("tensors", "image")
        .containsEntry("control", "none");
  }

  private static void hasSettings(RunRecord record, Class<?> task) {
    List<String> leaves = new ArrayList<>();
    TaskTest.leaves(task, "", leaves);
    assertThat(record.configuration()).containsKeys(leaves.toArray(String[]::new));
  }

  @Test
  void leavesRecordAndReportAloneWhereNoCoefficientTakesTheTriggerOut() {
    Clean useless =
        cleaning()
            .with("estimator", "plain")
            .with("rounds", 1)
            .with("steps", 1)
            .with("forget-batch", 8)
            .with("lr", 1e-7)
            .with("forget", 20);
    Path out = folder.resolve("out");
    try (Tbar tbar = Tbar.open()) {
      CleanResult done = tbar.run(useless, out);
      assertThat(done.removed()).isFalse();
      assertThat(done.written()).isFalse();
      assertThat(done.alpha()).isNull();
      assertThat(done.reason()).isNotBlank();
      assertThatThrownBy(done::after).isInstanceOf(IllegalStateException.class);
    }
    assertThat(out)
        .isDirectoryNotContaining(path -> path.toString().endsWith("open_clip_model.safetensors"))
        .isDirectoryContaining(path -> path.endsWith("result.json"))
        .isDirectoryContaining(path -> path.endsWith("report.html"));
  }

  @Test
  void endsWhereItIsClosedOrItsListenerAsksAndLeavesNothing() {
    Path out = folder.resolve("out");
    try (Tbar tbar = Tbar.open()) {
      tbar.listener((stage, done, total) -> tbar.close());
      cancelled(tbar, out);
    }
    Progress stopping =
        new Progress() {
          @Override
          public void update(String stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    try (Tbar tbar = Tbar.open().listener(stopping)) {
      cancelled(tbar, out);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void cancelled(Tbar tbar, Path out) {
    assertThatThrownBy(() -> tbar.run(cleaning(), out))
        .isInstanceOf(TbarException.class)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.CANCELLED);
  }

  @Test
  void takesAllProcessorsWithoutAnyLauncher() {
    try (Tbar tbar = Tbar.open()) {
      tbar.run(measuring(suspect()).with("threads", 0));
    }
    assertThat(Engine.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void saysInOneSentenceWhatIsMissing() {
    try (Tbar tbar = Tbar.open()) {
      refused(() -> tbar.run(cleaning()), TbarException.Kind.USAGE, "name the folder");
      refused(
          () -> tbar.run(Clean.of(suspect(), "x"), folder.resolve("out")),
          TbarException.Kind.USAGE,
          "Name the backdoor");
      Model wrong = Model.of(InfectedDemo.checkpoint(), folder.resolve("none.txt"));
      refused(() -> tbar.run(Evaluate.of(wrong, "x")), TbarException.Kind.BAD_INPUT, "none.txt");
    }
  }

  private static void refused(Runnable call, TbarException.Kind kind, String words) {
    assertThatThrownBy(call::run)
        .isInstanceOf(TbarException.class)
        .hasMessageContaining(words)
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(kind);
  }
}
