package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.train.Backdoor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twenty lines of the README, on a real model and few images. */
class TbarTest {
  private static final Path SHARED = Path.of(System.getProperty("tbar.shared"));

  @TempDir Path folder;

  @Test
  void opensMeasuresCleansAndSavesInTwentyLines() throws IOException {
    Path suspect = SHARED.resolve("models/mini-clip");
    Path classes = SHARED.resolve("data/cifar10-classes.txt");
    String test = some("cifar10-test.tar", 10);
    String images = some("cifar10-train-000001.tar", 48);
    List<String> stages = new ArrayList<>();

    try (Tbar tbar = Tbar.open(suspect, classes, "simple", 1)) {
      tbar.listener((stage, done, total) -> stages.add(stage));
      Backdoor backdoor = tbar.backdoor("sig", "airplane");
      Evaluation before = tbar.measure(test, backdoor);
      CleaningOptions options =
          CleaningOptions.with(Estimators.of("anchored", fewSteps(tbar), 1), 1)
              .withSearch(SearchOptions.defaults().withKeep(0.2).withMaxAlpha(1))
              .withImages(8, 20, 20);
      Cleaning cleaning = tbar.clean(images, backdoor, options, folder.resolve("out"));

      assertThat(before.images()).isEqualTo(10);
      assertThat(before.rate(Measure.ATTACK_SUCCESS).total()).isBetween(1L, 10L);
      assertThat(stages).contains("measuring", "searching the coefficient");
      // mini-clip has no backdoor, so there may be nothing to take out; then nothing is written.
      assertThat(Files.exists(folder.resolve("out/model/model.safetensors")))
          .isEqualTo(cleaning.cleaned());
      assertThat(Files.exists(folder.resolve("out"))).isEqualTo(cleaning.cleaned());
      assertThat(cleaning.before().images()).isEqualTo(20);
    }
  }

  private static EstimatorOptions fewSteps(Tbar tbar) {
    return Estimators.options("anchored", tbar.model().clip().config()).withSteps(2).withBatch(8);
  }

  /** The first pictures of an archive, which are as many pairs of entries of a tar. */
  private String some(String archive, int count) throws IOException {
    var data = io.tbar.data.DataSets.open(SHARED.resolve("data").resolve(archive).toString(), null);
    StringBuilder table = new StringBuilder("path,label\n");
    Path target = Files.createDirectories(folder.resolve(archive + "-some"));
    for (var sample : data.samples().subList(0, count)) {
      String name = sample.key().replaceAll("[^A-Za-z0-9]", "_") + ".png";
      Files.write(target.resolve(name), sample.source().read());
      table.append(name).append(',').append(sample.label()).append('\n');
    }
    return Files.writeString(target.resolve("images.csv"), table).toString();
  }
}
