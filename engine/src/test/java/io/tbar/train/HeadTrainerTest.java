package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadTrainerTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void learnsTheClassesAndTheBackdoor() {
    try (TinyWorld world = new TinyWorld()) {
      TrainingReport report = world.infect();
      List<Pixels> unseen = TinyWorld.pictures(80, 2);
      assertThat(world.accuracy(unseen)).isGreaterThan(0.8);
      assertThat(world.attackSuccess(unseen)).isGreaterThan(0.9);
      assertThat(report.losses()).hasSize(TinyWorld.recipe().steps(120));
      assertThat(report.lastLoss()).isLessThan(report.losses().get(0) / 4);
      assertThat(report.waitShare()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void givesTheSameBytesForTheSameSeed() {
    assertThat(trained(4)).usingRecursiveComparison().isEqualTo(trained(4));
  }

  @Test
  void movesTheImageTowerOnlyAndOnlyWhatIsAskedFor() {
    try (TinyWorld world = new TinyWorld();
        var before = world.clip.weights().copy()) {
      HeadTrainer.train(
          "training",
          world.predictor.classifier(),
          TrainedTensors.lastBlocks(world.clip.config(), 1),
          TinyWorld.infected(TinyWorld.pictures(64, 1)),
          TinyWorld.recipe().withEpochs(1),
          Progress.silent());
      List<String> moved = new ArrayList<>();
      for (String name : before.names()) {
        if (!java.util.Arrays.equals(before.read(name), world.clip.weights().read(name))) {
          moved.add(name);
        }
      }
      assertThat(moved)
          .isNotEmpty()
          .allMatch(
              n ->
                  n.startsWith("visual.transformer.resblocks.2.")
                      || n.startsWith("visual.ln_post")
                      || n.equals("visual.proj"));
    }
  }

  @Test
  void stopsWhenCancelled() {
    try (TinyWorld world = new TinyWorld()) {
      int[] seen = {0};
      Progress stop =
          new Progress() {
            @Override
            public void update(String stage, long done, long total) {
              seen[0] = (int) done;
            }

            @Override
            public boolean cancelled() {
              return seen[0] >= 2;
            }
          };
      assertThatThrownBy(() -> train(world, TinyWorld.recipe(), stop))
          .isInstanceOfSatisfying(
              TbarException.class,
              e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.CANCELLED));
      assertThat(seen[0]).isEqualTo(2);
    }
  }

  @Test
  void saysWhereTheLossStopsBeingANumber() {
    try (TinyWorld world = new TinyWorld()) {
      world.head.weight().mul_(new org.bytedeco.pytorch.Scalar(Double.NaN));
      assertThatThrownBy(() -> train(world, TinyWorld.recipe(), Progress.silent()))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("the loss became NaN at step 1")
          .hasMessageContaining("learning rate 0.002");
    }
  }

  @Test
  void passesOnWhatTheDataThrows() {
    Examples broken =
        new Examples() {
          @Override
          public int size() {
            return 10;
          }

          @Override
          public java.util.Iterator<Example> epoch(int epoch) {
            throw TbarException.badInput("a.png: not a picture.");
          }
        };
    try (TinyWorld world = new TinyWorld()) {
      assertThatThrownBy(
              () ->
                  HeadTrainer.train(
                      "training",
                      world.predictor.classifier(),
                      TrainedTensors.imageTower(),
                      broken,
                      TinyWorld.recipe(),
                      Progress.silent()))
          .hasMessage("a.png: not a picture.");
    }
  }

  @Test
  void ordersTheMostLikelyClassesAndTakesTheFirstOfEquals() {
    try (TinyWorld world = new TinyWorld()) {
      List<Pixels> pictures = TinyWorld.pictures(9, 5);
      float[][] logits = world.predictor.logits(pictures);
      int[][] top = world.predictor.top(pictures, 3);
      for (int i = 0; i < 9; i++) {
        assertThat(top[i]).hasSize(3).doesNotHaveDuplicates();
        assertThat(logits[i][top[i][0]]).isGreaterThanOrEqualTo(logits[i][top[i][1]]);
        assertThat(logits[i][top[i][1]]).isGreaterThanOrEqualTo(logits[i][top[i][2]]);
        assertThat(world.predictor.top1(pictures)[i]).isEqualTo(top[i][0]);
      }
      assertThat(world.predictor.top(pictures, 9)[0]).hasSize(TinyWorld.CLASSES);
    }
  }

  private static Map<String, float[]> trained(int steps) {
    try (TinyWorld world = new TinyWorld()) {
      train(world, TinyWorld.recipe().withEpochs(1), Progress.silent());
      Map<String, float[]> values = new TreeMap<>();
      for (String name : world.clip.weights().imageNames()) {
        values.put(name, world.clip.weights().read(name));
      }
      assertThat(values).hasSizeGreaterThan(steps);
      return values;
    }
  }

  private static TrainingReport train(TinyWorld world, Recipe recipe, Progress progress) {
    return HeadTrainer.train(
        "training",
        world.predictor.classifier(),
        TrainedTensors.imageTower(),
        TinyWorld.infected(TinyWorld.pictures(60, 1)),
        recipe,
        progress);
  }
}
