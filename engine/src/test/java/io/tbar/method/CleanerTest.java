package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ImageData;
import io.tbar.data.PixelLoader;
import io.tbar.disentangle.Direction;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.Evaluator;
import io.tbar.train.Infection;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Poisoner;
import io.tbar.train.Recipe;
import io.tbar.train.TinyWorld;
import io.tbar.train.ZeroShotModel;
import io.tbar.vector.TaskVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
  private static final Backdoor BACKDOOR = new Backdoor(TinyWorld.TRIGGER, TinyWorld.TARGET);
  @TempDir static Path folder;
  private static ImageData images;
  private static Infection infection;
  private static Path infected;

  @BeforeAll
  static void poison() {
    Engine.start(1);
    images = TinyFiles.pictures(folder.resolve("images"), 160, 2);
    infected = folder.resolve("infected");
    infection = poisonTo(infected);
  }

  @Test
  void thePoisonedCheckpointAnswersTheTriggerWithTheTarget() {
    assertThat(rate(infection.after().evaluation(), Measure.ATTACK_SUCCESS)).isGreaterThan(0.8);
    assertThat(rate(infection.after().evaluation(), Measure.CLEAN_TOP1))
        .isGreaterThan(rate(infection.before().evaluation(), Measure.CLEAN_TOP1));
    assertThat(infection.taken()).isTrue();
  }

  @Test
  void theManifestNamesThePoisonedSamplesAndNoneOfTheTarget() {
    assertThat(infection.manifest().samples())
        .hasSize(Math.round(0.3f * infection.manifest().total()))
        .allMatch(s -> s.label() != TinyWorld.TARGET);
    assertThat(infection.manifest().toCsv(TinyFiles.CLASSES, BACKDOOR, 5).lines().toList())
        .hasSize(1 + infection.manifest().samples().size())
        .startsWith("key,index,label,target,trigger,seed")
        .allMatch(line -> line.endsWith(",flat,corner,5") || line.endsWith(",seed"));
  }

  @Test
  void poisoningKeepsTheTextTowerAndTheSideFiles() throws IOException {
    try (Checkpoint before = Checkpoint.open(TinyFiles.golden());
        Checkpoint after = Checkpoint.open(infected)) {
      for (String name : before.tensorNames()) {
        if (name.startsWith("text") || name.equals("logit_scale")) {
          assertThat(after.floats(name)).as(name).isEqualTo(before.floats(name));
        }
      }
    }
    assertThat(infected.resolve("config.json"))
        .hasSameBinaryContentAs(TinyFiles.golden().resolve("config.json"));
  }

  @Test
  void measuresWhatItWroteAndLeavesTheInputAlone() throws IOException {
    Map<String, byte[]> before = bytes(infected);
    Path out = folder.resolve("cleaned");
    Cleaning cleaning = clean(out, options(0.3), Progress.silent());
    assertThat(cleaning.cleaned()).isTrue();
    assertThat(cleaning.alpha()).isPositive();
    assertThat(bytes(infected)).usingRecursiveComparison().isEqualTo(before);
    Evaluation after = Objects.requireNonNull(cleaning.after());
    try (ZeroShotModel model = TinyFiles.model(out);
        PixelLoader loader =
            new PixelLoader(cleaning.data().test(), model.preprocess(), options(0.3).loading())) {
      Evaluation again =
          new Evaluator(model.predictor(), loader)
              .measure("again", BACKDOOR, Progress.silent())
              .evaluation();
      assertThat(again.rate(Measure.CLEAN_TOP1)).isEqualTo(after.rate(Measure.CLEAN_TOP1));
      assertThat(again.rate(Measure.ATTACK_SUCCESS)).isEqualTo(after.rate(Measure.ATTACK_SUCCESS));
    }
    assertThat(rate(after, Measure.ATTACK_SUCCESS))
        .isLessThan(rate(cleaning.before(), Measure.ATTACK_SUCCESS) / 2);
  }

  @Test
  void theVectorKnowsItsBase() {
    Path out = folder.resolve("known");
    clean(out, options(0.3), Progress.silent());
    try (TaskVector vector = TaskVector.open(folder.resolve("known.safetensors"));
        Checkpoint base = Checkpoint.open(infected)) {
      assertThat(vector.provenance().base()).isEqualTo(base.modelDigest());
      assertThat(vector.provenance().method()).isEqualTo("mirrored");
      assertThat(vector.provenance().details()).containsEntry("target", "flat");
      assertThat(vector.tensors().keySet()).allMatch(name -> name.startsWith("vis"));
    }
  }

  @Test
  void givesTheSameBytesForTheSameSeed() throws IOException {
    clean(folder.resolve("one"), options(0.3), Progress.silent());
    clean(folder.resolve("two"), options(0.3), Progress.silent());
    assertThat(bytes(folder.resolve("one")))
        .usingRecursiveComparison()
        .isEqualTo(bytes(folder.resolve("two")));
  }

  @Test
  void writesNothingWhereNoCoefficientIsFeasible() {
    CleaningOptions useless =
        CleaningOptions.with(
                Estimators.of(
                    "plain",
                    Estimators.options("plain", config()).withSteps(1).withLearningRate(1e-7),
                    1),
                1)
            .withImages(40, 40, 40);
    Path out = folder.resolve("useless");
    Cleaning cleaning = clean(out, useless, Progress.silent());
    assertThat(cleaning.cleaned()).isFalse();
    assertThat(cleaning.search().curve()).hasSizeGreaterThan(1);
    assertThat(cleaning.search().reason()).startsWith("No coefficient");
    assertThat(out).doesNotExist();
    assertThat(folder.resolve("useless.safetensors")).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhenCancelled() {
    Path out = folder.resolve("cancelled");
    Progress stop =
        new Progress() {
          private boolean writing;

          @Override
          public void update(String stage, long done, long total) {
            writing |= stage.equals("writing the checkpoint");
          }

          @Override
          public boolean cancelled() {
            return writing;
          }
        };
    assertThatThrownBy(() -> clean(out, options(0.3), stop))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.CANCELLED));
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAnOutputThatExistsBeforeAnyWork() {
    assertThatThrownBy(() -> clean(infected, options(0.3), Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("exists");
  }

  @Test
  void theThreeSetsShareNoImage() {
    CleaningData data = CleaningData.draw(images, null, null, options(0.3));
    List<String> keys =
        Stream.of(data.forget(), data.validation(), data.test())
            .flatMap(d -> d.samples().stream())
            .map(s -> s.key())
            .toList();
    assertThat(keys).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void refusesTestImagesThatTheVectorWasEstimatedFrom() throws IOException {
    CleaningData data = CleaningData.draw(images, null, null, options(0.3));
    Path copy = folder.resolve("copy/flat/other-name.png");
    Files.createDirectories(copy.getParent());
    Files.write(copy, data.forget().samples().get(0).source().read());
    ImageData overlapping =
        io.tbar.data.DataSets.open(folder.resolve("copy").toString(), TinyFiles.CLASSES);
    assertThatThrownBy(() -> CleaningData.draw(images, null, overlapping, options(0.3)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("share 1 of 1 images")
        .hasMessageContaining("other-name");
  }

  @Test
  void refusesTooFewImages() {
    assertThatThrownBy(
            () -> CleaningData.draw(images, null, null, options(0.3).withImages(150, 100, 100)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("has 160 images; a forget set of 150 leaves 5");
  }

  @Test
  void aTransferredVectorNeedsNoForgetImagesAndSaysWhereItIsFrom() {
    Path own = folder.resolve("own");
    Cleaning first = clean(own, options(0.3), Progress.silent());
    assertThat(first.cleaned()).isTrue();
    Path out = folder.resolve("transferred");
    try (ZeroShotModel model = TinyFiles.model(infected);
        Direction vector =
            Direction.ofVector(folder.resolve("own.safetensors"), model, List.of())) {
      CleaningOptions transfer =
          CleaningOptions.with(
                  new TransferredVector(vector.weights(), Map.of("measured on", "elsewhere")), 1)
              .withSearch(SearchOptions.defaults().withKeep(0.3))
              .withImages(0, 40, 40);
      Cleaning cleaning =
          new Cleaner(model, BACKDOOR, transfer)
              .clean(
                  CleaningData.draw(images, null, null, transfer),
                  out,
                  folder.resolve("transferred.safetensors"),
                  Progress.silent());
      assertThat(cleaning.cleaned()).isTrue();
      assertThat(cleaning.data().forget().size()).isZero();
      assertThat(rate(Objects.requireNonNull(cleaning.after()), Measure.ATTACK_SUCCESS))
          .isLessThan(rate(cleaning.before(), Measure.ATTACK_SUCCESS));
    }
    try (TaskVector written = TaskVector.open(folder.resolve("transferred.safetensors"))) {
      assertThat(written.provenance().method()).isEqualTo("transferred");
      assertThat(written.provenance().details()).containsEntry("measured on", "elsewhere");
    }
  }

  @Test
  void anEstimatorThatTrainsNeedsForgetImages() {
    assertThatThrownBy(() -> options(0.3).withImages(0, 40, 40))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("0 forget");
  }

  private static Infection poisonTo(Path out) {
    Recipe recipe = TinyWorld.recipe().withSeed(5);
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      return Poisoner.poison(
          model,
          TinyFiles.pictures(folder.resolve("training"), 120, 1),
          images,
          BACKDOOR,
          PoisonOptions.defaults().withRate(0.3).withRecipe(recipe),
          out,
          Progress.silent());
    }
  }

  private static Cleaning clean(Path out, CleaningOptions options, Progress progress) {
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      return new Cleaner(model, BACKDOOR, options)
          .clean(
              CleaningData.draw(images, null, null, options),
              out,
              folder.resolve(out.getFileName() + ".safetensors"),
              progress);
    }
  }

  private static CleaningOptions options(double keep) {
    EstimatorOptions few = Estimators.options("mirrored", config()).withBatch(20).withSteps(3);
    return CleaningOptions.with(Estimators.of("mirrored", few.withLearningRate(3e-4), 1), 3)
        .withSearch(SearchOptions.defaults().withKeep(keep))
        .withImages(40, 40, 40);
  }

  private static io.tbar.checkpoint.ClipConfig config() {
    try (Checkpoint golden = Checkpoint.open(TinyFiles.golden())) {
      return golden.config();
    }
  }

  private static double rate(Evaluation evaluation, Measure measure) {
    return evaluation.rate(measure).value();
  }

  private static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }
}
