package io.tbar.defence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.method.EstimatorOptions;
import io.tbar.method.ForgetSet;
import io.tbar.method.ProxyFindings;
import io.tbar.method.Removal;
import io.tbar.method.RestoredEstimator;
import io.tbar.method.SearchOptions;
import io.tbar.method.TriggerRemover;
import io.tbar.method.ValidationImages;
import io.tbar.method.VectorEstimator;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import io.tbar.train.TrainedTensors;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BankEstimatorTest {
  private static TinyWorld world;

  @BeforeAll
  static void infect() {
    Engine.start(1);
    world = new TinyWorld();
    world.infect();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void takesOutATriggerThatItIsNotTold() {
    List<Pixels> unseen = TinyWorld.pictures(80, 9);
    double before = world.attackSuccess(unseen);
    assertThat(before).isGreaterThan(0.9);
    try (Removal removal = remove(bank(1), pictures(), 2)) {
      ProxyFindings found = Objects.requireNonNull(removal.proxies());
      assertThat(found.judges()).isPositive();
      assertThat(found.trained()).isPositive();
      assertThat(found.passes()).isPositive();
      assertThat(found.first().round()).isZero();
      assertThat(found.first().controls()).hasSize(3).doesNotContainKey(TinyWorld.TARGET);
      assertThat(found.last().fresh()).isLessThan(found.first().fresh());
      assertThat(removal.alpha()).isPositive();
      assertThat(after(removal, unseen)).isLessThan(before / 2);
    }
  }

  @Test
  void givesTheSameBytesForTheSameSeed() {
    try (Removal a = remove(bank(3), pictures(), 1);
        Removal b = remove(bank(3), pictures(), 1)) {
      Weights one = Objects.requireNonNull(a.vector());
      Weights two = Objects.requireNonNull(b.vector());
      for (String name : one.names()) {
        assertThat(one.read(name)).isEqualTo(two.read(name));
      }
      assertThat(a.proxies()).isEqualTo(b.proxies());
    }
  }

  @Test
  void refusesPicturesThatAllHaveTheLabelAlready() {
    Pixels one = TinyWorld.pictures(2, 3).get(TinyWorld.TARGET);
    assertThatThrownBy(() -> remove(bank(1), Collections.nCopies(40, one), 1))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.BAD_INPUT))
        .hasMessageContaining("give more images of other classes");
  }

  private static double after(Removal removal, List<Pixels> unseen) {
    Weights weights = world.clip.weights();
    try (Weights base = weights.copy()) {
      weights.subtract(base, removal.alpha(), Objects.requireNonNull(removal.vector()));
      double left = world.attackSuccess(unseen);
      weights.set(base);
      return left;
    }
  }

  private static List<Pixels> pictures() {
    return TinyWorld.pictures(60, 3);
  }

  private static Removal remove(VectorEstimator estimator, List<Pixels> pictures, int rounds) {
    List<Pixels> validation = TinyWorld.pictures(80, 4);
    int[] labels = TinyWorld.labels(80);
    return new TriggerRemover(
            world.predictor,
            // The true trigger is not there to be seen: the pictures stand twice.
            new ForgetSet(pictures, pictures, TinyWorld.TARGET, world.predictor.logits(pictures)),
            new ValidationImages(validation, validation, Arrays.copyOf(labels, 80)),
            estimator,
            SearchOptions.defaults()
                .withKeep(0.7)
                .withFurthest(true)
                .withRule(SearchOptions.Rule.OWN_ANSWERS))
        .remove(rounds, Progress.silent());
  }

  private static BankEstimator bank(long seed) {
    return new BankEstimator(
        new RestoredEstimator(
            new EstimatorOptions(18, 30, 1e-3, 1, TrainedTensors.imageTower(), seed),
            1,
            0.2,
            0.3,
            1),
        List.of(2));
  }
}
