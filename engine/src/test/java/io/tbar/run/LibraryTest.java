package io.tbar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.data.LoadOptions;
import io.tbar.defence.TbarDefence;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Rate;
import io.tbar.method.CleaningOptions;
import io.tbar.method.Estimators;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on an infected model, without the front door, with less work. */
class LibraryTest {
  private static final String IMAGES = InfectedDemo.IMAGES;
  private static Subject.Named suspect;

  @TempDir Path folder;

  @BeforeAll
  static void infect() {
    suspect = InfectedDemo.named(InfectedDemo.checkpoint(), InfectedDemo.TARGET);
  }

  @Test
  void measuresAnInfectedModelWithCountsThatAddUp() {
    Evaluation found = measure(suspect);
    Rate success = found.attackSuccess();
    Rate utility = found.utility();
    assertThat(utility.total()).isEqualTo(800);
    assertThat(success.total()).isBetween(1L, utility.total() - 1);
    assertThat(success.value()).isGreaterThan(0.8);
    assertThat(utility.value()).isGreaterThan(0.6);
  }

  @Test
  void cleansIntoAFolderThatIsItselfTheCleanedCheckpoint() {
    Path out = folder.resolve("cleaned");
    RunRecord cleaned =
        CleanRun.run(
            suspect,
            new CleanRun.Inputs(IMAGES, null, null, null, null),
            config -> {
              CleaningOptions options =
                  CleaningOptions.with(Estimators.of("mirrored", config), 6)
                      .withImages(200, 200, 200);
              return new CleanRun.Plan(new TbarDefence(options), options);
            },
            out,
            false,
            Progress.silent());

    assertThat(cleaned.status()).isEqualTo(Status.CLEANED);
    assertThat(RunRecord.read(out.resolve("result.json"))).isEqualTo(cleaned);
    assertThat(out.resolve("open_clip_model.safetensors")).isRegularFile();
    assertThat(out.resolve("open_clip_config.json")).isRegularFile();
    assertThat(out.resolve("checkpoint")).doesNotExist();

    double before = measure(suspect).attackSuccess().value();
    Evaluation after = measure(suspect.of(out));
    assertThat(after.attackSuccess().value()).isLessThan(before / 2);
    assertThat(after.utility().value()).isGreaterThan(0.6);
  }

  @Test
  void tellsWhatIsWrongInOneSentence() {
    Subject.Named wrong =
        new Subject.Named(
            InfectedDemo.checkpoint(),
            null,
            folder.resolve("none.txt"),
            InfectedDemo.TEMPLATES,
            InfectedDemo.TRIGGER,
            InfectedDemo.TARGET,
            64,
            1);
    assertThatThrownBy(() -> measure(wrong))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("none.txt")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }

  private static Evaluation measure(Subject.Named subject) {
    RunRecord measured =
        EvalRun.run(subject, IMAGES, null, LoadOptions.defaults(), Progress.silent());
    return Objects.requireNonNull(measured.measures().get(RunRecord.MODEL)).evaluation();
  }
}
