package io.tbar.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tbar.checkpoint.Activation;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Losses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached gradients are those of the whole batch, and PyTorch's. */
class GradientCacheTest {
  private static final int PAIRS = 5;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64})
  void givesTheGoldenLossAndGradientsInChunksOfAnySize(int chunk) {
    Golden golden = Golden.open("training.safetensors");
    try (Clip clip = Golden.model(Activation.QUICK_GELU)) {
      double loss = backward(clip, chunk, false);
      assertThat(loss).isCloseTo(golden.floats("clip.loss")[0], within(1e-5));
      gradients(clip)
          .forEach(
              (name, gradient) ->
                  assertThat(Golden.distance(gradient, golden.floats("clip.grad." + name)))
                      .as(name)
                      .isLessThan(1e-5));
    }
  }

  @Test
  void givesTheGradientsOfTheWholeBatchWherePairsShareATextAndViewsStandBehindThem() {
    Map<String, float[]> whole;
    double expected;
    try (Clip clip = Golden.model(Activation.GELU)) {
      expected = backward(clip, 64, true);
      whole = gradients(clip);
    }
    try (Clip clip = Golden.model(Activation.GELU)) {
      assertThat(backward(clip, 2, true)).isCloseTo(expected, within(1e-6));
      gradients(clip)
          .forEach(
              (name, gradient) ->
                  assertThat(Golden.distance(gradient, Objects.requireNonNull(whole.get(name))))
                      .as(name)
                      .isLessThan(1e-5));
    }
  }

  @Test
  void givesTheSameWhereAChunkIsCutIntoPartsSideBySide() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    Map<String, float[]> alone = twoChunksOfEight();
    Engine.start(2);
    try {
      twoChunksOfEight()
          .forEach(
              (name, gradient) ->
                  assertThat(Golden.distance(gradient, Objects.requireNonNull(alone.get(name))))
                      .as(name)
                      .isLessThan(1e-5));
    } finally {
      Engine.start(1);
    }
  }

  private static Map<String, float[]> twoChunksOfEight() {
    Golden inputs = Golden.open("forward.safetensors");
    try (Clip clip = Golden.model(Activation.GELU);
        Scope s = new Scope()) {
      clip.weights().train(clip.weights().names());
      Tensor pixels = inputs.tensor("pixel_values").narrow(0, 0, 4).repeat(4, 1, 1, 1);
      Tensor ids = inputs.tensor("input_ids").narrow(0, 0, 4).repeat(4, 1);
      GradientCache.backward(
          clip.weights().tensors(),
          16,
          16,
          8,
          (from, count) -> clip.encodeImage(pixels.narrow(0, from, count)),
          (from, count) -> clip.encodeText(ids.narrow(0, from, count)),
          (images, texts) -> Losses.contrastive(images, texts, clip.scale()));
      return gradients(clip);
    }
  }

  @Test
  void leavesATowerThatIsNotTrainedWithoutGradients() {
    try (Clip clip = Golden.model(Activation.GELU)) {
      clip.weights().train(clip.weights().imageNames());
      run(clip, 2, false);
      assertThat(clip.weights().get("visual.proj").grad().defined()).isTrue();
      assertThat(clip.weights().get("text_projection").grad().defined()).isFalse();
    }
  }

  private static double backward(Clip clip, int chunk, boolean shared) {
    clip.weights().train(clip.weights().names());
    return run(clip, chunk, shared);
  }

  private static double run(Clip clip, int chunk, boolean shared) {
    Golden inputs = Golden.open("forward.safetensors");
    try (Scope s = new Scope()) {
      Tensor pixels = inputs.tensor("pixel_values").narrow(0, 0, PAIRS);
      Tensor ids = inputs.tensor("input_ids");
      return GradientCache.backward(
          clip.weights().tensors(),
          PAIRS,
          PAIRS,
          chunk,
          (from, count) -> clip.encodeImage(pixels.narrow(0, from, count)),
          (from, count) -> clip.encodeText(ids.narrow(0, from, count)),
          (images, texts) ->
              shared
                  ? Objective.contrastive().loss(embedded(clip, images, texts))
                  : Losses.contrastive(images, texts, clip.scale()));
    }
  }

  private static Embedded embedded(Clip clip, Tensor images, Tensor texts) {
    int[] textOf = {0, 1, 0, 2};
    PairBatch batch =
        new PairBatch(0, IntStream.range(0, 4).toArray(), List.of(), List.of(), textOf);
    return new Embedded(batch, List.of(), images, texts, clip.scale());
  }

  private static Map<String, float[]> gradients(Clip clip) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (String name : clip.weights().names()) {
      gradients.put(name, Tensors.floats(clip.weights().get(name).grad()));
    }
    return gradients;
  }
}
