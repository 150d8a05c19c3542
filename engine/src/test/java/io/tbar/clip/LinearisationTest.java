package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tbar.base.Seeds;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinearisationTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  /**
   * A ResNet has a kink at each zero of its ReLUs, so its steps must be short; but at 1e-7 the
   * rounding of float64 shows, on one processor more than on another.
   */
  @ParameterizedTest
  @CsvSource({"openclip-gelu, 1e-4", "openclip-quick-gelu, 1e-4", "openclip-resnet, 1e-6"})
  void agreesWithCentralDifferencesInFloat64(String model, double step) {
    try (Scope s = new Scope();
        Clip single = Golden.model(model);
        Clip clip = single.to(ScalarType.Double);
        Weights direction = direction(single, 1e-3);
        Weights wide = direction.to(ScalarType.Double)) {
      Tensor pixels = pixels(clip).to(ScalarType.Double);
      Inference.run(
          () -> {
            Tensor up = moved(clip, pixels, wide, step);
            Tensor down = moved(clip, pixels, wide, -step);
            float[] expected = Tensors.floats(up.sub(down).div(new Scalar(2 * step)));
            try (Linearisation linear = clip.linearise()) {
              Linearisation.Expansion expansion = linear.along(pixels, wide);
              assertThat(Golden.distance(Tensors.floats(expansion.slope()), expected))
                  .isLessThan(1e-6);
              assertThat(expansion.value().scalar_type().intern()).isEqualTo(ScalarType.Double);
            }
          });
    }
  }

  @Test
  void isTheModelItselfAtItsBaseAndAgainOnceClosed() {
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-gelu");
        Weights direction = direction(clip, 0.05)) {
      Tensor pixels = pixels(clip);
      Inference.run(
          () -> {
            float[] base = Tensors.floats(clip.encodeImage(pixels));
            float[] linearMoved;
            try (Linearisation linear = clip.linearise()) {
              assertThat(Golden.distance(Tensors.floats(clip.encodeImage(pixels)), base))
                  .isLessThan(1e-5);
              clip.weights().add(1, direction);
              linearMoved = Tensors.floats(clip.encodeImage(pixels));
              Linearisation.Expansion expansion = linear.along(pixels, direction);
              float[] sum = Tensors.floats(expansion.value().add(expansion.slope()));
              assertThat(Golden.distance(linearMoved, sum)).isLessThan(1e-4);
            }
            float[] moved = Tensors.floats(clip.encodeImage(pixels));
            assertThat(Golden.distance(linearMoved, moved)).isGreaterThan(1e-3);
          });
    }
  }

  @Test
  void keepsBatchesWholeWhateverTheThreads() {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    Engine.start(2);
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-gelu")) {
      Tensor four = pixels(clip);
      Tensor pixels = torch.cat(new TensorVector(four, four), 0);
      Lanes.Part<Long> rows =
          (from, to) ->
              Inference.of(
                  () -> {
                    try (Scope lane = new Scope()) {
                      return clip.encodeImage(pixels.narrow(0, from, to - from)).size(0);
                    }
                  });
      try (Linearisation linear = clip.linearise()) {
        assertThat(linear.base().names()).isNotEmpty();
        assertThat(Lanes.run(8, rows)).containsExactly(8L);
      }
      assertThat(Lanes.run(8, rows)).containsExactly(4L, 4L);
    } finally {
      Engine.start(1);
    }
  }

  /** f_lin is linear in θ, so its gradient is the plain model's at θ_0, wherever θ is. */
  @Test
  void gradientsAreThoseAtTheBaseWhereverTheWeightsAre() {
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-gelu");
        Weights direction = direction(clip, 0.05)) {
      Tensor pixels = pixels(clip);
      List<String> names = clip.weights().imageNames();
      Map<String, float[]> expected = gradients(clip, pixels, names);
      try (Linearisation linear = clip.linearise()) {
        clip.weights().freeze();
        clip.weights().add(1, direction);
        clip.weights().train(names);
        gradients(clip, pixels, names)
            .forEach(
                (name, gradient) -> {
                  float[] atBase = Objects.requireNonNull(expected.get(name));
                  if (norm(atBase) > 1e-3) {
                    assertThat(Golden.distance(gradient, atBase)).as(name).isLessThan(1e-4);
                  }
                });
      }
      clip.weights().freeze();
    }
  }

  private static Map<String, float[]> gradients(Clip clip, Tensor pixels, List<String> names) {
    clip.weights().freeze();
    Map<String, Tensor> trained = clip.weights().train(names);
    // A loss that is linear in the embeddings, so that its own slope is the same everywhere.
    clip.encodeImage(pixels).sum().backward();
    Map<String, float[]> gradients = new LinkedHashMap<>();
    trained.forEach((name, t) -> gradients.put(name, Tensors.floats(t.grad())));
    return gradients;
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares);
  }

  private static Tensor moved(Clip clip, Tensor pixels, Weights direction, double step) {
    clip.weights().add(step, direction);
    Tensor embeddings = clip.encodeImage(pixels);
    clip.weights().add(-step, direction);
    return embeddings;
  }

  private static Weights direction(Clip clip, double size) {
    SplittableRandom random = Seeds.of(5, "direction");
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String name : clip.weights().imageNames()) {
      if (!CanonicalTensors.isStatistic(name)) {
        shapes.put(name, Tensors.shape(clip.weights().get(name)));
      }
    }
    return Weights.load(
        shapes,
        name -> {
          float[] values = clip.weights().read(name);
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (size * Seeds.gaussian(random));
          }
          return values;
        });
  }

  private static Tensor pixels(Clip clip) {
    int side = clip.config().vision().imageSize();
    SplittableRandom random = Seeds.of(6, "pixels");
    float[] values = new float[4 * 3 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seeds.gaussian(random);
    }
    return Tensors.of(values, 4, 3, side, side);
  }
}
