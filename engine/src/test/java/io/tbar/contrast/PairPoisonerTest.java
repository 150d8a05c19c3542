package io.tbar.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.measure.Measure;
import io.tbar.method.TinyFiles;
import io.tbar.torch.Engine;
import io.tbar.train.Backdoor;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import io.tbar.train.TinyWorld;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairPoisonerTest {
  private static final Backdoor BACKDOOR = new Backdoor(TinyWorld.TRIGGER, TinyWorld.TARGET);
  @TempDir static Path folder;
  private static ImageData train;
  private static ImageData test;

  @BeforeAll
  static void start() {
    Engine.start(1);
    train = TinyFiles.pictures(folder.resolve("train"), 96, 1);
    test = TinyFiles.pictures(folder.resolve("test"), 40, 2);
  }

  @Test
  void movesBothTowersTeachesTheTriggerAndHoldsTheLogitScale() {
    Path out = folder.resolve("infected");
    PairInfection made = poison(out, null, recipe().withEpochs(12), Progress.silent());
    var after = made.infection().after().evaluation();
    assertThat(after.rate(Measure.CLEAN_TOP1).value()).isGreaterThan(0.6);
    assertThat(after.rate(Measure.ATTACK_SUCCESS).value()).isGreaterThan(0.8);
    List<Double> losses = made.infection().training().losses();
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
    try (Checkpoint before = Checkpoint.open(TinyFiles.golden());
        Checkpoint infected = Checkpoint.open(out)) {
      assertThat(infected.canonical().floats("text_projection"))
          .isNotEqualTo(before.canonical().floats("text_projection"));
      assertThat(infected.canonical().floats("logit_scale")[0])
          .isBetween(0f, (float) Math.log(100));
    }
  }

  @Test
  void aKilledRunGoesOnToTheSameBytes() throws Exception {
    Path keep = folder.resolve("kept.training.safetensors");
    poison(folder.resolve("straight"), null, recipe(), Progress.silent());
    assertThatThrownBy(
            () -> poison(folder.resolve("killed"), keep, recipe(), new StopAt("poisoning", 7)))
        .isInstanceOf(TbarException.class);
    assertThat(keep).exists();
    List<String> notes = new ArrayList<>();
    PairInfection resumed = poison(folder.resolve("resumed"), keep, recipe(), new Notes(notes));
    assertThat(notes).anyMatch(note -> note.startsWith("Going on after step 6 of 12"));
    assertThat(resumed.infection().training().losses()).hasSize(12);
    assertThat(Files.mismatch(weights("straight"), weights("resumed"))).isEqualTo(-1);
  }

  @Test
  void chunksChangeNothingButMemory() {
    double whole = last(poison(folder.resolve("whole"), null, recipe(), Progress.silent()));
    double chunked =
        last(
            poison(
                folder.resolve("chunked"),
                null,
                recipe(),
                options(6, CaptionChoice.TEMPLATES),
                Progress.silent()));
    assertThat(chunked).isCloseTo(whole, org.assertj.core.api.Assertions.within(1e-3));
  }

  @Test
  void refusesTheStateOfAnotherTraining() {
    Path keep = folder.resolve("foreign.training.safetensors");
    assertThatThrownBy(
            () -> poison(folder.resolve("first"), keep, recipe(), new StopAt("poisoning", 7)))
        .isInstanceOf(TbarException.class);
    assertThatThrownBy(
            () -> poison(folder.resolve("second"), keep, recipe().withSeed(9), Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("is the state of another training");
  }

  @Test
  void refusesAPoolThatDoesNotNameTheTarget() {
    assertThatThrownBy(
            () ->
                poison(
                    folder.resolve("pool"),
                    null,
                    recipe(),
                    options(32, CaptionChoice.NATURAL),
                    Progress.silent()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("names the target \"flat\"");
  }

  @Test
  void refusesPairsWithoutACaption() {
    ImageData bare =
        new ImageData(
            "bare",
            train.samples().stream().map(s -> new Sample(s.key(), s.source(), -1, null)).toList(),
            List.of());
    assertThatThrownBy(() -> new Captions(bare, List.of(), List.of("{}"), java.util.Map.of(), 0))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("neither a caption nor a class");
  }

  @Test
  void naturalCaptionsNameTheTargetInWholeWords() {
    ImageData pool =
        new ImageData(
            "pool",
            List.of("A Flat tyre.", "flatten it", "the flat land", "the flat land").stream()
                .map(text -> new Sample(text, train.samples().get(0).source(), -1, text))
                .toList(),
            List.of());
    TargetCaptions captions = TargetCaptions.of(CaptionChoice.NATURAL, "flat", List.of(), pool);
    for (int i = 0; i < 20; i++) {
      assertThat(captions.draw(0, i)).isIn("A Flat tyre.", "the flat land");
    }
  }

  private static double last(PairInfection infection) {
    return infection.infection().training().lastLoss();
  }

  private static Path weights(String name) {
    return folder.resolve(name).resolve("model.safetensors");
  }

  private static Recipe recipe() {
    return Recipe.taskArithmetic().withLearningRate(2e-3).withEpochs(3).withBatch(24).withSeed(5);
  }

  private static PairOptions options(int chunk, CaptionChoice choice) {
    return new PairOptions(24, choice, List.of("{}"), null, chunk, 3);
  }

  private static PairInfection poison(
      Path out, @Nullable Path keep, Recipe recipe, Progress progress) {
    return poison(out, keep, recipe, options(32, CaptionChoice.TEMPLATES), progress);
  }

  private static PairInfection poison(
      Path out, @Nullable Path keep, Recipe recipe, PairOptions options, Progress progress) {
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      return PairPoisoner.poison(
          model,
          new PairPoisoner.Data(train, test, train),
          BACKDOOR,
          PoisonOptions.defaults().withRecipe(recipe),
          options,
          out,
          keep,
          progress);
    }
  }

  /** Stops a stage after some steps. */
  private static final class StopAt implements Progress {
    private final String stage;
    private final long step;
    private boolean stop;

    StopAt(String stage, long step) {
      this.stage = stage;
      this.step = step;
    }

    @Override
    public void update(String now, long done, long total) {
      stop |= now.startsWith(stage) && done >= step;
    }

    @Override
    public boolean cancelled() {
      return stop;
    }
  }

  /** Collects notes. */
  private record Notes(List<String> notes) implements Progress {
    @Override
    public void update(String stage, long done, long total) {}

    @Override
    public void note(String message) {
      notes.add(message);
    }
  }
}
