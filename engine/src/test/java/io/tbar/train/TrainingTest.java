package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.checkpoint.Activation;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds losses, gradients and the optimiser against PyTorch's float64. */
final class TrainingTest {
  private static final double TOLERANCE = 1e-4;
  private static final Golden GOLDEN = Golden.open("training.safetensors");
  private static final Golden INPUTS = Golden.open("forward.safetensors");

  private Scope scope;
  private Clip clip;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @BeforeEach
  void open() {
    scope = new Scope();
    clip = Golden.model(Activation.QUICK_GELU);
  }

  @AfterEach
  void close() {
    clip.close();
    scope.close();
  }

  @Test
  void agreesOnCrossEntropyAndItsGradientsUnderAFrozenHead() {
    Map<String, Tensor> trainable = clip.weights().train(clip.weights().imageNames());
    Tensor logits = logits();
    Tensor loss = Losses.crossEntropy(logits, GOLDEN.tensor("labels"));
    loss.backward();

    assertThat(Golden.distance(Tensors.floats(logits), GOLDEN.floats("ce.logits")))
        .isLessThan(TOLERANCE);
    checkLoss(loss, "ce.loss");
    checkGradients(trainable, "ce.grad.");
  }

  @Test
  void agreesOnTheContrastiveLossAndItsGradientsInBothTowers() {
    Map<String, Tensor> trainable = clip.weights().train(clip.weights().names());
    Tensor images = clip.encodeImage(INPUTS.tensor("pixel_values").narrow(0, 0, 5));
    Tensor texts = clip.encodeText(INPUTS.tensor("input_ids"));
    Tensor loss = Losses.contrastive(images, texts, clip.scale());
    loss.backward();

    checkLoss(loss, "clip.loss");
    checkGradients(trainable, "clip.grad.");
  }

  @Test
  void agreesOnTheDivergenceOfPredictions() {
    Tensor loss =
        Losses.divergence(GOLDEN.tensor("kl.before_logits"), GOLDEN.tensor("kl.after_logits"));
    checkLoss(loss, "kl.batchmean");
  }

  @Test
  void agreesOnThreeStepsOfAdamW() {
    Map<String, Tensor> trainable = clip.weights().train(clip.weights().imageNames());
    AdamW.Settings settings =
        AdamW.Settings.taskArithmetic().withDecay(0.1, AdamW.Decay.MATRICES).withMaxNorm(0);
    try (AdamW optimiser = new AdamW(trainable.values(), settings)) {
      for (int step = 0; step < 3; step++) {
        try (Scope s = new Scope()) {
          Tensor loss = Losses.crossEntropy(logits(), GOLDEN.tensor("labels"));
          checkLoss(loss, "adamw.loss." + step);
          loss.backward();
          optimiser.step(1e-3);
        }
      }
    }
    assertThat(trainable).isNotEmpty();
    trainable.forEach(
        (name, t) ->
            assertThat(Golden.distance(Tensors.floats(t), GOLDEN.floats("adamw.after3." + name)))
                .as(name)
                .isLessThan(TOLERANCE));
  }

  @Test
  void agreesOnTheZeroShotHead() {
    long[] ids = GOLDEN.longs("zeroshot.input_ids");
    List<List<int[]>> prompts = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      List<int[]> ofClass = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        int[] text = new int[16];
        for (int i = 0; i < 16; i++) {
          text[i] = (int) ids[(c * 3 + t) * 16 + i];
        }
        ofClass.add(text);
      }
      prompts.add(ofClass);
    }
    try (ZeroShotHead head = ZeroShotHead.build(clip, prompts)) {
      float[] unit = Tensors.floats(head.weight());
      float scale = Tensors.item(clip.scale());
      for (int i = 0; i < unit.length; i++) {
        unit[i] /= scale;
      }
      assertThat(Golden.distance(unit, GOLDEN.floats("zeroshot.head"))).isLessThan(1e-5);
    }
  }

  private Tensor logits() {
    Tensor head = GOLDEN.tensor("head").mul(new Scalar(100.0));
    return ZeroShotHead.of(head).logits(clip.encodeImage(INPUTS.tensor("pixel_values")));
  }

  private static void checkLoss(Tensor loss, String name) {
    double expected = GOLDEN.floats(name)[0];
    assertThat((double) Tensors.item(loss)).isCloseTo(expected, within(TOLERANCE * expected));
  }

  private static void checkGradients(Map<String, Tensor> trainable, String prefix) {
    assertThat(trainable).isNotEmpty();
    trainable.forEach(
        (name, t) ->
            assertThat(Golden.distance(Tensors.floats(t.grad()), GOLDEN.floats(prefix + name)))
                .as(name)
                .isLessThan(TOLERANCE));
  }
}
