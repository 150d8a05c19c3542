package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.contrast.CaptionChoice;
import io.tbar.contrast.PairOptions;
import io.tbar.contrast.PairPoisoner;
import io.tbar.data.ImageData;
import io.tbar.torch.Engine;
import io.tbar.torch.Tensors;
import io.tbar.train.Backdoor;
import io.tbar.train.PoisonOptions;
import io.tbar.train.Recipe;
import io.tbar.train.TinyWorld;
import io.tbar.train.TrainedTensors;
import io.tbar.train.ZeroShotModel;
import io.tbar.vector.TaskVector;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TBAR on a model that was poisoned by image–caption pairs. */
class ImageTextTest {
  private static final Backdoor BACKDOOR = new Backdoor(TinyWorld.TRIGGER, TinyWorld.TARGET);
  @TempDir static Path folder;
  private static ImageData images;
  private static Path infected;

  @BeforeAll
  static void poison() {
    Engine.start(1);
    images = TinyFiles.pictures(folder.resolve("images"), 160, 2);
    infected = folder.resolve("infected");
    ImageData train = TinyFiles.pictures(folder.resolve("training"), 96, 1);
    try (ZeroShotModel model = TinyFiles.model(TinyFiles.golden())) {
      PairPoisoner.poison(
          model,
          new PairPoisoner.Data(train, images, train),
          BACKDOOR,
          PoisonOptions.defaults()
              .withRecipe(
                  Recipe.taskArithmetic()
                      .withLearningRate(2e-3)
                      .withEpochs(12)
                      .withBatch(24)
                      .withSeed(5)),
          new PairOptions(24, CaptionChoice.TEMPLATES, List.of("{}"), null, 32, 0),
          infected,
          null,
          Progress.silent());
    }
  }

  @Test
  void removesTheBackdoorByAVectorOverBothTowers() {
    Path out = folder.resolve("cleaned");
    Path vectorFile = folder.resolve("vector.safetensors");
    Cleaning cleaning;
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      CleaningOptions options = options(model, TrainedTensors.bothTowers());
      CleaningData data = CleaningData.draw(images, null, null, options);
      cleaning =
          new Cleaner(model, BACKDOOR, options).clean(data, out, vectorFile, Progress.silent());
    }
    assertThat(cleaning.before().attackSuccess().value()).isGreaterThan(0.8);
    assertThat(Objects.requireNonNull(cleaning.after()).attackSuccess().value())
        .isLessThan(cleaning.before().attackSuccess().value() / 2);
    try (TaskVector vector = TaskVector.open(vectorFile)) {
      assertThat(vector.provenance().method()).isEqualTo("multi-positive");
      assertThat(vector.tensors().keySet())
          .anyMatch(name -> name.startsWith("text"))
          .anyMatch(name -> name.startsWith("vis"))
          .noneMatch(name -> name.equals("logit_scale"));
    }
  }

  @Test
  void theLossIsNotConstantAndTheHeadIsBackAfterTheSearch() {
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      float[] head = Tensors.floats(model.classifier().head().weight());
      var pictures = TinyWorld.pictures(24, 4);
      ForgetSet forget =
          new ForgetSet(
              pictures,
              TinyWorld.triggered(pictures),
              TinyWorld.TARGET,
              model.predictor().logits(pictures));
      MultiPositiveEstimator estimator =
          new MultiPositiveEstimator(
              options(model, TrainedTensors.textTower()).estimator().options());
      Estimate estimate = estimator.estimate(model.classifier(), forget, 0, 1, Progress.silent());
      List<Double> losses = estimate.training().losses();
      assertThat(losses).allMatch(loss -> loss > 0);
      assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
      try (Weights tau = estimate.vector();
          ModelLine line =
              new ModelLine(model.predictor(), tau, pictures, TinyWorld.triggered(pictures))) {
        assertThat(tau.names()).noneMatch(name -> name.startsWith("visual."));
        line.clean(4, new int[] {0});
        assertThat(Tensors.floats(model.classifier().head().weight())).isNotEqualTo(head);
      }
      assertThat(Tensors.floats(model.classifier().head().weight())).isEqualTo(head);
    }
  }

  @Test
  void refusesTheTextTowerUnderAFixedHead() {
    try (ZeroShotModel model = TinyFiles.model(infected)) {
      EstimatorOptions both =
          Estimators.options("plain", model.clip().config()).withWhich(TrainedTensors.bothTowers());
      assertThatThrownBy(() -> Estimators.of("plain", both, 1))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("takes the objective multi-positive");
    }
  }

  private static CleaningOptions options(ZeroShotModel model, TrainedTensors which) {
    EstimatorOptions options =
        Estimators.options("plain", model.clip().config())
            .withLearningRate(3e-4)
            .withBatch(20)
            .withWhich(which);
    return CleaningOptions.with(Estimators.multiPositive(options), 1)
        .withSearch(SearchOptions.defaults().withKeep(0.5))
        .withImages(40, 60, 60);
  }
}
