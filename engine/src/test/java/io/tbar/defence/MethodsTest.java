package io.tbar.defence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.data.ImageData;
import io.tbar.data.LoadOptions;
import io.tbar.data.Loaded;
import io.tbar.data.Sample;
import io.tbar.image.Pixels;
import io.tbar.invert.DecreeInversion;
import io.tbar.invert.InvertedTrigger;
import io.tbar.invert.ScanOptions;
import io.tbar.measure.Measure;
import io.tbar.method.CleaningData;
import io.tbar.method.CleaningOptions;
import io.tbar.method.TinyFiles;
import io.tbar.torch.Engine;
import io.tbar.train.Augmentation;
import io.tbar.train.Backdoor;
import io.tbar.train.LoadedImages;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Poisoner;
import io.tbar.train.Recipe;
import io.tbar.train.TinyWorld;
import io.tbar.train.ZeroShotModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
  private static final Backdoor BACKDOOR = new Backdoor(TinyWorld.TRIGGER, TinyWorld.TARGET);
  @TempDir static Path folder;
  private static ImageData images;
  private static Path infected;
  private static int count;

  @BeforeAll
  static void poison() {
    Engine.start(1);
    images = TinyFiles.pictures(folder.resolve("images"), 200, 2);
    infected = folder.resolve("infected");
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      Poisoner.poison(
          model,
          TinyFiles.pictures(folder.resolve("training"), 120, 1),
          images,
          BACKDOOR,
          PoisonOptions.defaults().withRate(0.3).withRecipe(TinyWorld.recipe().withSeed(5)),
          infected,
          Progress.silent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"finetune", "cleanclip", "finetune-head"})
  void fineTuningLowersItsOwnLossAndIsMeasuredOnTheFileReadBack(String name) {
    Defended done = run(name, options(name), images);
    List<Double> losses = losses(done);
    assertThat(mean(losses.subList(losses.size() - 4, losses.size())))
        .isLessThan(mean(losses.subList(0, 4)));
    assertThat(done.after()).isNotNull();
    assertThat(done.written()).isNotNull();
  }

  @Test
  void roclipLowersTheContrastiveLossAroundItsMatchingEpochs() {
    List<Double> losses = losses(run("roclip", options("roclip"), images));
    assertThat(mean(losses.subList(16, 20))).isLessThan(mean(losses.subList(0, 4)));
    // Matching epochs are not comparable with each other: better embeddings tell more captions
    // apart, and each further caption is a further negative.
    assertThat(losses.subList(4, 8)).isNotEqualTo(losses.subList(0, 4)).allMatch(Double::isFinite);
  }

  @Test
  void parDrivesTheEmbeddingsFromTheSuspectsOwn() {
    Defended done = run("par", options("par"), images);
    assertThat(losses(done)).allMatch(Double::isFinite);
    // At the start both distances are 0; what is gained by moving away shows at once.
    assertThat(losses(done).get(6)).isLessThan(losses(done).get(0));
  }

  @Test
  void repairRemovesTheBackdoorAndTeachesWhatThePicturesShow() {
    Defended done = run("repair", options("repair"), images);
    var after = Objects.requireNonNull(done.after());
    assertThat(after.attackSuccess().value()).isLessThan(0.3);
    assertThat(after.rate(Measure.TRIGGERED_ACCURACY).value())
        .isGreaterThan(done.before().rate(Measure.TRIGGERED_ACCURACY).value() + 0.3);
  }

  @Test
  void decreeFinetuneRepairsTheTriggerOfDecreeAndOfNoOtherSearch() {
    MethodOptions options = options("decree-finetune");
    List<String> stages = new ArrayList<>();
    Defended done =
        run("decree-finetune", options, images, null, (stage, at, of) -> stages.add(stage));

    assertThat(stages).anyMatch(stage -> stage.startsWith("inverting, mask and pattern"));
    assertThat(stages)
        .filteredOn(stage -> stage.startsWith("inverting"))
        .allMatch(stage -> stage.startsWith("inverting, mask and pattern"));
    InvertedTrigger decree = decree(options);
    assertThat(done.reason())
        .startsWith("DECREE found a trigger towards \"flat\"")
        .contains(
            String.format(Locale.ROOT, "(mean of its mask %.3f)", decree.size()),
            String.format(Locale.ROOT, "works on %.1f %%", 100 * decree.effect().value()));
    List<Pixels> stamped =
        TinyWorld.pictures(80, 9).stream().map(p -> decree.trigger().apply(p, 0)).toList();
    double before = accuracy(infected, stamped);
    double after = accuracy(Objects.requireNonNull(done.written()).path(), stamped);
    assertThat(after).isGreaterThan(before + 0.3);
  }

  private static InvertedTrigger decree(MethodOptions options) {
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      List<Pixels> forget =
          LoadedImages.load(
                  "loading",
                  sets(model, images).forget(),
                  model,
                  LoadOptions.defaults(),
                  new ArrayList<>(),
                  Progress.silent())
              .stream()
              .map(Loaded::pixels)
              .toList();
      return DecreeInversion.run(
              model, forget, ScanOptions.defaults(options.recipe().seed()), Progress.silent())
          .orElseThrow();
    }
  }

  private static double accuracy(Path checkpoint, List<Pixels> pictures) {
    try (ZeroShotModel model = TinyFiles.model(checkpoint)) {
      int[] answers = model.predictor().top1(pictures);
      int[] labels = TinyWorld.labels(pictures.size());
      return IntStream.range(0, labels.length).filter(i -> answers[i] == labels[i]).count()
          / (double) labels.length;
    }
  }

  @Test
  void salunMovesAboutAsManyWeightsAsItIsTold() {
    Defended done = run("salun", options("salun").withDensity(0.2), images);
    assertThat(Objects.requireNonNull(done.after()).attackSuccess().value())
        .isLessThan(done.before().attackSuccess().value());
    Path out = Objects.requireNonNull(done.written()).path();
    long moved = 0;
    long all = 0;
    try (Checkpoint before = Checkpoint.open(infected);
        Checkpoint after = Checkpoint.open(out)) {
      for (String name : before.canonical().shapes().keySet()) {
        if (name.startsWith("visual.")) {
          float[] a = before.canonical().floats(name);
          float[] b = after.canonical().floats(name);
          all += a.length;
          for (int i = 0; i < a.length; i++) {
            moved += a[i] == b[i] ? 0 : 1;
          }
        }
      }
    }
    assertThat((double) moved / all).isBetween(0.15, 0.2001);
  }

  @Test
  void gradientAscentStopsByItsRulesAndGoesOnWithoutThem() {
    MethodOptions options = options("gradient-ascent");
    Defended stopped = run("gradient-ascent", options, images);
    assertThat(stopped.reason()).startsWith("Stopped after step");
    Defended all = run("gradient-ascent", options.withStopRules(false), images);
    assertThat(all.reason()).startsWith("Ran for all of its");
    assertThat(losses(all)).hasSizeGreaterThan(losses(stopped).size());
    assertThat(all.curves()).hasSize(4);
  }

  @Test
  void wiseFtWithNothingOfTheSuspectIsItsBase() {
    Defended done = run("wise-ft", options("wise-ft").withMix(0), images, TinyFiles.golden());
    try (Checkpoint base = Checkpoint.open(TinyFiles.golden());
        Checkpoint out = Checkpoint.open(Objects.requireNonNull(done.written()).path())) {
      assertThat(out.canonical().floats("visual.proj"))
          .isEqualTo(base.canonical().floats("visual.proj"));
    }
    assertThat(done.curves().get(0).x()).hasSize(11).startsWith(0.0).endsWith(1.0);
  }

  @Test
  void refusesABaseOfAnotherArchitecture() {
    Path mini = Path.of(System.getProperty("tbar.shared")).resolve("models/mini-clip");
    assertThatThrownBy(() -> run("wise-ft", options("wise-ft"), images, mini))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("is of another architecture than the suspect");
  }

  @Test
  void refusesAMethodThatIsNotGivenWhatItNeeds() {
    assertThatThrownBy(() -> run("wise-ft", options("wise-ft"), images))
        .isInstanceOf(TbarException.class)
        .hasMessage(
            "The method wise-ft needs the clean weights that the suspect was trained from: give"
                + " --base.");
    ImageData bare =
        new ImageData(
            "bare",
            images.samples().stream().map(s -> new Sample(s.key(), s.source(), -1, null)).toList(),
            List.of());
    assertThatThrownBy(() -> run("cleanclip", options("cleanclip"), bare))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("The method cleanclip needs clean image–caption pairs");
    assertThatThrownBy(() -> run("repair", options("repair"), bare))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("The method repair needs labelled clean images");
  }

  @Test
  void refusesAnUnknownMethodAndNamesTheNearest() {
    assertThatThrownBy(() -> Methods.named("cleanklip"))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("did you mean \"cleanclip\"");
  }

  @Test
  void everyMethodSaysWhatItMustKnow() {
    assertThat(Methods.ALL).hasSize(11).allMatch(method -> !method.needs().isEmpty());
    assertThat(Methods.ALL.stream().map(Method::name)).doesNotHaveDuplicates();
  }

  @Test
  void smallBudgetsTakeEnoughStepsToMoveAndLargeOnesThePapersEpochs() {
    try (Checkpoint golden = Checkpoint.open(TinyFiles.golden())) {
      for (Method method : Methods.ALL) {
        Recipe usual = Methods.defaults(method, golden.config()).recipe();
        Recipe few = Methods.defaults(method, golden.config(), 300).recipe();
        assertThat(Methods.defaults(method, golden.config(), 100_000).recipe()).isEqualTo(usual);
        assertThat(few.epochs() * (300 / few.batch())).as(method.name()).isGreaterThanOrEqualTo(40);
        assertThat(few.learningRate()).isEqualTo(usual.learningRate());
      }
      Recipe par = Methods.defaults(Methods.named("par"), golden.config(), 300).recipe();
      assertThat(par.batch()).isEqualTo(75);
      assertThat(par.epochs()).isEqualTo(10);
    }
  }

  private static List<Double> losses(Defended done) {
    return done.curves().get(0).y();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private static MethodOptions options(String name) {
    try (Checkpoint golden = Checkpoint.open(TinyFiles.golden())) {
      MethodOptions defaults = Methods.defaults(Methods.named(name), golden.config());
      Recipe recipe =
          defaults
              .recipe()
              .withLearningRate(name.equals("gradient-ascent") ? 2e-4 : 1e-3)
              .withEpochs(6)
              .withBatch(20)
              .withAugmentation(Augmentation.NONE);
      return defaults.withRecipe(recipe).withTemplates(List.of("{}"));
    }
  }

  private static Defended run(String name, MethodOptions options, ImageData data) {
    return run(name, options, data, null);
  }

  private static Defended run(
      String name, MethodOptions options, ImageData data, @Nullable Path base) {
    return run(name, options, data, base, Progress.silent());
  }

  private static Defended run(
      String name, MethodOptions options, ImageData data, @Nullable Path base, Progress progress) {
    Path out = folder.resolve(name + "-" + count++);
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      Suspect suspect =
          new Suspect(model, BACKDOOR, sets(model, data), null, base, 0, LoadOptions.defaults());
      return Methods.of(Methods.named(name), options)
          .clean(suspect, out, folder.resolve("vector"), progress);
    }
  }

  private static CleaningData sets(ZeroShotModel model, ImageData data) {
    CleaningOptions sizes = CleaningOptions.forModel(model.clip().config()).withImages(80, 60, 60);
    return CleaningData.draw(data, null, null, sizes);
  }
}
