package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
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

  /** The gradient along a random direction against a central difference of the loss. */
  @Test
  void gradientsAreThoseOfTheForwardPass() {
    Golden golden = Golden.open("forward-resnet.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-resnet")) {
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
        Tensor weight = trained.get(name);
        float[] gradient = Tensors.floats(weight.grad());
        double slope = slope(clip, pixels, weight, gradient);
        double squares = 0;
        for (float g : gradient) {
          squares += (double) g * g;
        }
        assertThat(slope).as(name).isCloseTo(squares, org.assertj.core.api.Assertions.withinPercentage(2));
      }
      clip.weights().freeze();
    }
  }

  private static double slope(Clip clip, Tensor pixels, Tensor weight, float[] direction) {
    double norm = 0;
    for (float d : direction) {
      norm += (double) d * d;
    }
    double step = 2e-3 / Math.sqrt(norm);
    return Inference.of(
        () -> {
          Tensor along = Tensors.of(direction, Tensors.shape(weight));
          weight.add_(along, new org.bytedeco.pytorch.Scalar(step));
          double up = Tensors.item(loss(clip, pixels));
          weight.add_(along, new org.bytedeco.pytorch.Scalar(-2 * step));
          double down = Tensors.item(loss(clip, pixels));
          weight.add_(along, new org.bytedeco.pytorch.Scalar(step));
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
