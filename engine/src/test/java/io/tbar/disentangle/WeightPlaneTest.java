package io.tbar.disentangle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.clip.Clip;
import io.tbar.clip.Golden;
import io.tbar.clip.Weights;
import io.tbar.clip.ZeroShotHead;
import io.tbar.result.DisentanglementMap;
import io.tbar.result.PlanePoint;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Classifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WeightPlaneTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void agreesWithTheGoldenErrors() {
    Golden golden = Golden.open("disentangle.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-quick-gelu");
        ZeroShotHead head = ZeroShotHead.of(golden.tensor("head"));
        Weights clean = tau("clean", clip);
        Weights trigger = tau("trigger", clip)) {
      Classifier classifier = new Classifier(clip, head);
      Tensor cleanPixels = normalised(golden.tensor("clean_pixels01"), clip);
      Tensor triggeredPixels = normalised(golden.tensor("triggered_pixels01"), clip);
      DisentanglementMap map;
      try (Plane plane =
          new WeightPlane(
              clip.weights(),
              clean,
              trigger,
              () -> answers(classifier, cleanPixels),
              () -> answers(classifier, triggeredPixels))) {
        map =
            new DisentanglementMapper(
                    plane,
                    new CoefficientGrid(-2, 2, 5),
                    new int[40],
                    0,
                    RowStore.none(),
                    Progress.silent())
                .map();
      }
      float[] perTask = golden.floats("xi_per_task");
      float[] sum = golden.floats("xi_sum");
      for (int c = 0; c < 5; c++) {
        for (int t = 0; t < 5; t++) {
          // Golden values are indexed [clean][trigger], a map [trigger][clean].
          PlanePoint point = map.rows().get(t).get(c);
          int at = 5 * c + t;
          assertThat((float) point.cleanError().value()).isEqualTo(perTask[2 * at]);
          assertThat((float) point.triggerError().value()).isEqualTo(perTask[2 * at + 1]);
          assertThat((float) point.sum()).isEqualTo(sum[at]);
        }
      }
    }
  }

  @Test
  void putsTheWeightsBack() {
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-quick-gelu");
        Weights before = clip.weights().copy();
        Weights clean = tau("clean", clip);
        Weights trigger = tau("trigger", clip)) {
      try (Plane plane =
          new WeightPlane(clip.weights(), clean, trigger, () -> new int[0], () -> new int[0])) {
        plane.clean(1.3, -0.7);
        assertThat(clip.weights().read("visual.proj")).isNotEqualTo(before.read("visual.proj"));
      }
      for (String name : before.names()) {
        assertThat(clip.weights().read(name)).isEqualTo(before.read(name));
      }
    }
  }

  private static Weights tau(String which, Clip clip) {
    Golden golden = Golden.open("disentangle-tau-" + which + ".safetensors");
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String name : clip.weights().imageNames()) {
      shapes.put(name, Tensors.shape(clip.weights().get(name)));
    }
    return Weights.load(shapes, golden::floats);
  }

  private static Tensor normalised(Tensor unit, Clip clip) {
    Tensor mean = Tensors.of(clip.config().preprocess().mean(), 1, 3, 1, 1);
    Tensor std = Tensors.of(clip.config().preprocess().std(), 1, 3, 1, 1);
    return unit.sub(mean).div(std);
  }

  private static int[] answers(Classifier classifier, Tensor pixels) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor best = torch.argmax(classifier.logits(pixels), new LongOptional(1), false);
            return Arrays.stream(Tensors.longs(best)).mapToInt(Math::toIntExact).toArray();
          }
        });
  }
}
