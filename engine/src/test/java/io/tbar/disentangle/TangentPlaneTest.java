package io.tbar.disentangle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.clip.Golden;
import io.tbar.clip.Linearisation;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.Tensors;
import io.tbar.train.HeadTrainer;
import io.tbar.train.TinyWorld;
import io.tbar.train.TrainedTensors;
import io.tbar.train.TrainingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TangentPlaneTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void answersAsTheLinearisedModelDoesAtEveryPoint() {
    List<Pixels> pictures = TinyWorld.pictures(40, 9);
    List<Pixels> triggered = TinyWorld.triggered(pictures);
    PlaneImages images =
        new PlaneImages(pictures, triggered, TinyWorld.labels(40), TinyWorld.TARGET);
    try (TinyWorld world = new TinyWorld();
        Weights clean = tau("clean", world);
        Weights trigger = tau("trigger", world);
        Plane tangent =
            new TangentPlane(world.predictor, images, clean, trigger, Progress.silent())) {
      try (Linearisation linear = world.clip.linearise();
          Plane slow =
              new WeightPlane(
                  world.clip.weights(),
                  clean,
                  trigger,
                  () -> world.predictor.top1(pictures),
                  () -> world.predictor.top1(triggered))) {
        assertThat(linear.base().names()).contains("visual.proj");
        for (double[] at : new double[][] {{0, 0}, {1, 0}, {-0.5, 2}, {0.3, -1}}) {
          assertThat(agree(tangent.clean(at[0], at[1]), slow.clean(at[0], at[1])))
              .isGreaterThanOrEqualTo(39);
          assertThat(agree(tangent.triggered(at[0], at[1]), slow.triggered(at[0], at[1])))
              .isGreaterThanOrEqualTo(39);
        }
      }
    }
  }

  @Test
  void theLinearisedModelLearns() {
    try (TinyWorld world = new TinyWorld();
        Linearisation linear = world.clip.linearise()) {
      TrainingReport report =
          HeadTrainer.train(
              "poisoning",
              world.predictor.classifier(),
              TrainedTensors.imageTower(),
              TinyWorld.infected(TinyWorld.pictures(120, 1)),
              TinyWorld.recipe().withLearningRate(5e-4),
              Progress.silent());
      List<Double> losses = report.losses();
      assertThat(losses.get(losses.size() - 1)).isLessThan(0.6 * losses.get(0));
      assertThat(world.attackSuccess(TinyWorld.pictures(80, 4))).isGreaterThan(0.6);
      assertThat(linear.base().read("visual.proj"))
          .isNotEqualTo(world.clip.weights().read("visual.proj"));
    }
  }

  private static int agree(int[] one, int[] other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return same;
  }

  private static Weights tau(String which, TinyWorld world) {
    Golden golden = Golden.open("disentangle-tau-" + which + ".safetensors");
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String name : world.clip.weights().imageNames()) {
      shapes.put(name, Tensors.shape(world.clip.weights().get(name)));
    }
    return Weights.load(shapes, golden::floats);
  }
}
