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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of docs/library.md, with less work. */
class LibraryTest {
  private static final Path SHARED = Path.of(System.getProperty("tbar.shared"));
  private final String images = SHARED.resolve("data/imagenette-test.tar").toString();
  private final Subject.Named suspect =
      named(SHARED.resolve("data/imagenette-classes.txt"), "church");

  @TempDir Path folder;

  @Test
  void measuresAModelWithCountsThatAddUp() {
    RunRecord measured =
        EvalRun.run(suspect, images, null, LoadOptions.defaults(), Progress.silent());
    Evaluation found =
        Objects.requireNonNull(measured.measures().get(RunRecord.MODEL)).evaluation();
    Rate success = found.attackSuccess();
    Rate utility = found.utility();
    assertThat(success.total()).isBetween(1L, utility.total() - 1);
    assertThat(success.value()).isBetween(0.0, 0.5);
  }

  @Test
  void cleansIntoAFolderOrSaysThatNoCoefficientWillDo() {
    Path out = folder.resolve("cleaned");
    RunRecord cleaned =
        CleanRun.run(
            suspect,
            new CleanRun.Inputs(images, null, null, null, null),
            config -> {
              CleaningOptions options =
                  CleaningOptions.with(Estimators.of("plain", config), 1).withImages(24, 24, 24);
              return new CleanRun.Plan(new TbarDefence(options), options);
            },
            out,
            false,
            Progress.silent());
    assertThat(cleaned.status()).isIn(Status.CLEANED, Status.NO_FEASIBLE_ALPHA);
    assertThat(Files.exists(out.resolve("checkpoint")))
        .isEqualTo(cleaned.status() == Status.CLEANED);
    assertThat(RunRecord.read(out.resolve("result.json"))).isEqualTo(cleaned);
  }

  @Test
  void tellsWhatIsWrongInOneSentence() {
    Subject.Named wrong = named(folder.resolve("none.txt"), "church");
    assertThatThrownBy(
            () -> EvalRun.run(wrong, images, null, LoadOptions.defaults(), Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("none.txt")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }

  private static Subject.Named named(Path classes, String target) {
    return new Subject.Named(
        SHARED.resolve("models/mini-clip"), null, classes, "cifar-18", "sig", target, 64, 1);
  }
}
