package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ResNetTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void agreesWithTheGoldenEmbeddings() {
    Golden golden = Golden.open("forward-resnet.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-resnet")) {
      Inference.run(
          () -> {
            Tensor images = clip.encodeImage(pixels(golden, clip));
            Tensor texts = clip.encodeText(golden.tensor("input_ids"));
            assertThat(Golden.distance(Tensors.floats(images), golden.floats("image_embeds")))
                .isLessThan(1e-5);
            assertThat(Golden.distance(Tensors.floats(texts), golden.floats("text_embeds")))
                .isLessThan(1e-5);
          });
    }
  }

  @Test
  void showsTheMapsOfEachStage() {
    Golden golden = Golden.open("forward-resnet.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-resnet")) {
      List<long[]> shapes = new ArrayList<>();
      Inference.run(
          () ->
              clip.imageTower()
                  .forward(pixels(golden, clip), map -> shapes.add(Tensors.shape(map))));
      assertThat(shapes)
          .containsExactly(
              new long[] {4, 16, 16, 16},
              new long[] {4, 64, 16, 16},
              new long[] {4, 128, 8, 8},
              new long[] {4, 256, 4, 4},
              new long[] {4, 512, 2, 2});
    }
  }

  /** The gradient of each kind of weight against a central difference, in float64. */
  @Test
  void gradientsAreThoseOfTheForwardPass() {
    Golden golden = Golden.open("forward-resnet.safetensors");
    try (Scope s = new Scope();
        Clip single = Golden.model("openclip-resnet");
        Clip clip = single.to(ScalarType.Double)) {
      Tensor pixels = pixels(golden, clip);
      List<String> names =
          clip.weights().imageNames().stream()
              .filter(name -> !CanonicalTensors.isStatistic(name))
              .toList();
      Map<String, Tensor> trained = clip.weights().train(names);
      loss(clip, pixels).backward();
      for (String name :
          List.of(
              "visual.conv1.weight",
              "visual.layer2.0.downsample.1.bias",
              "visual.layer3.0.bn2.weight",
              "visual.attnpool.q_proj.weight",
              "visual.attnpool.c_proj.bias")) {
        Tensor weight = Objects.requireNonNull(trained.get(name));
        Tensor gradient = weight.grad().clone();
        double squares = gradient.square().sum().item_double();
        assertThat(slope(clip, pixels, weight, gradient, 1e-6 / Math.sqrt(squares)))
            .as(name)
            .isCloseTo(squares, withinPercentage(1e-3));
      }
      clip.weights().freeze();
    }
  }

  private static double slope(Clip clip, Tensor pixels, Tensor weight, Tensor along, double step) {
    return Inference.of(
        () -> {
          weight.add_(along, new Scalar(step));
          double up = loss(clip, pixels).item_double();
          weight.add_(along, new Scalar(-2 * step));
          double down = loss(clip, pixels).item_double();
          weight.add_(along, new Scalar(step));
          return (up - down) / (2 * step);
        });
  }

  private static Tensor loss(Clip clip, Tensor pixels) {
    return clip.encodeImage(pixels).square().mean();
  }

  private static Tensor pixels(Golden golden, Clip clip) {
    Tensor mean = Tensors.of(clip.config().preprocess().mean(), 1, 3, 1, 1);
    Tensor std = Tensors.of(clip.config().preprocess().std(), 1, 3, 1, 1);
    return golden.tensor("pixels01").sub(mean).div(std);
  }
}
