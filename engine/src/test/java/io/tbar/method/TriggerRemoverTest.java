package io.tbar.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.train.TinyWorld;
import io.tbar.train.TrainedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerRemoverTest {
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

  @ParameterizedTest
  @CsvSource({"anchored, 1", "mirrored, 4"})
  void takesTheBackdoorOutAndKeepsTheClasses(String name, int rounds) {
    List<Pixels> unseen = TinyWorld.pictures(80, 9);
    double before = world.accuracy(unseen);
    assertThat(world.attackSuccess(unseen)).isGreaterThan(0.9);
    VectorEstimator estimator = name.equals("anchored") ? anchored() : mirrored();
    try (Removal removal = remove(estimator, rounds, true)) {
      Weights weights = world.clip.weights();
      Weights vector = Objects.requireNonNull(removal.vector());
      try (Weights base = weights.copy()) {
        weights.subtract(base, removal.alpha(), vector);
        double attackSuccess = world.attackSuccess(unseen);
        double accuracy = world.accuracy(unseen);
        weights.set(base);
        assertThat(attackSuccess).isLessThan(0.4);
        assertThat(accuracy).isGreaterThan(0.8 * before);
      }
      assertThat(removal.rounds()).hasSize(rounds);
    }
  }

  @Test
  void aRestoredPictureGetsItsOwnAnswerBack() {
    List<Pixels> unseen = TinyWorld.pictures(80, 9);
    List<Pixels> triggered = TinyWorld.triggered(unseen);
    int[] own = world.predictor.top1(unseen);
    assertThat(agreement(own, world.predictor.top1(triggered))).isLessThan(0.5);
    Weights weights = world.clip.weights();
    try (Removal removal = remove(restored(), 1, true);
        Weights base = weights.copy()) {
      weights.subtract(base, removal.alpha(), Objects.requireNonNull(removal.vector()));
      double agreement = agreement(own, world.predictor.top1(triggered));
      weights.set(base);
      assertThat(agreement).isGreaterThan(0.75);
      assertThat(removal.alpha()).isBetween(0.5, 1.6);
      assertThat(removal.search().reason()).contains("own clean answers");
    }
  }

  @Test
  void addingARestoringVectorWouldBringTheTriggerBack() {
    List<Pixels> unseen = TinyWorld.pictures(80, 9);
    Weights weights = world.clip.weights();
    try (Weights base = weights.copy();
        Weights vector = vector(restored())) {
      weights.subtract(base, 1, vector);
      double without = world.attackSuccess(unseen);
      weights.add(1, vector);
      double again = world.attackSuccess(unseen);
      weights.set(base);
      assertThat(without).isLessThan(0.4);
      assertThat(again).isGreaterThan(0.9);
    }
  }

  private static double agreement(int[] own, int[] answers) {
    int same = 0;
    for (int i = 0; i < own.length; i++) {
      same += own[i] == answers[i] ? 1 : 0;
    }
    return (double) same / own.length;
  }

  private static VectorEstimator restored() {
    return new RestoredEstimator(options().withSteps(36).withLearningRate(1e-3), 1, 0.2, 0, 1);
  }

  @Test
  void needsNoLabels() {
    try (Removal removal = remove(anchored(), 1, false)) {
      assertThat(removal.alpha()).isPositive();
      assertThat(removal.search().reason()).contains("agreement");
    }
  }

  @Test
  void leavesTheModelAsItWas() {
    Map<String, float[]> before = values(world.clip.weights());
    remove(anchored(), 1, true).close();
    assertThat(values(world.clip.weights())).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void givesTheSameVectorForTheSameSeed() {
    try (Removal a = remove(anchored(), 1, true);
        Removal b = remove(anchored(), 1, true)) {
      assertThat(values(Objects.requireNonNull(a.vector())))
          .usingRecursiveComparison()
          .isEqualTo(values(Objects.requireNonNull(b.vector())));
      assertThat(a.search()).isEqualTo(b.search());
    }
  }

  @Test
  void theVectorHoldsTheTensorsThatMovedAndNoOthers() {
    var last = options().withWhich(TrainedTensors.lastBlocks(world.clip.config(), 1)).withSteps(2);
    try (Weights vector = vector(new PlainEstimator(last))) {
      assertThat(vector.names())
          .allMatch(
              n ->
                  n.startsWith("visual.transformer.resblocks.2.")
                      || n.startsWith("visual.ln_post")
                      || n.equals("visual.proj"))
          .hasSize(15);
    }
  }

  @Test
  void anAnchorOfNoWeightIsThePlainEstimator() {
    var few = options().withSteps(3);
    try (Weights plain = vector(new PlainEstimator(few));
        Weights anchored = vector(new AnchoredEstimator(few, 0));
        Weights held = vector(new AnchoredEstimator(few, 1))) {
      assertThat(difference(plain, anchored)).isLessThan(0.02);
      assertThat(difference(plain, held)).isGreaterThan(0.02);
    }
  }

  @Test
  void imagesThatTeachNothingAboutTheTriggerChangeNothing() {
    var estimator = new MirroredEstimator(options().withSteps(1).withBatch(60), 0);
    ForgetSet falling = forget();
    ForgetSet others = withoutLesson(falling);
    List<Pixels> clean = new ArrayList<>(falling.clean());
    List<Pixels> triggered = new ArrayList<>(falling.triggered());
    List<float[]> base = new ArrayList<>(List.of(falling.baseLogits()));
    clean.addAll(others.clean());
    triggered.addAll(others.triggered());
    base.addAll(List.of(others.baseLogits()));
    ForgetSet both =
        new ForgetSet(clean, triggered, TinyWorld.TARGET, base.toArray(float[][]::new));

    Estimate alone = estimate(estimator, falling);
    Estimate nothing = estimate(estimator, others);
    Estimate mixed = estimate(new MirroredEstimator(estimator.options().withBatch(120), 0), both);
    try (Weights a = alone.vector();
        Weights n = nothing.vector();
        Weights m = mixed.vector()) {
      assertThat(alone.training().losses().get(0)).isPositive();
      assertThat(mixed.training().losses().get(0))
          .isCloseTo(alone.training().losses().get(0), withinPercentage(0.1));
      assertThat(nothing.training().losses()).containsExactly(0.0);
      assertThat(VectorNorm.of(n)).isZero();
      assertThat(VectorNorm.of(a)).isPositive();
      assertThat(VectorNorm.of(m)).isPositive();
    }
  }

  @Test
  void cleanImagesInTheForgetSetChangeThePlainVectorAndNoneOfThemNothing() {
    var few = options().withSteps(3);
    try (Weights plain = vector(new PlainEstimator(few));
        Weights none = vector(new PlainEstimator(few, 0));
        Weights half = vector(new PlainEstimator(few, 0.5))) {
      assertThat(difference(plain, none)).isZero();
      assertThat(difference(plain, half)).isGreaterThan(0.02);
    }
    assertThatThrownBy(() -> new PlainEstimator(few, 1))
        .hasMessageContaining("share of clean images is 1.0; give one in [0, 1)");
  }

  @Test
  void leavesTheModelAsItWasWhenCancelledInTheMiddle() {
    Map<String, float[]> before = values(world.clip.weights());
    long[] calls = {0};
    Progress stop =
        new Progress() {
          @Override
          public void update(String stage, long done, long total) {
            calls[0]++;
          }

          @Override
          public boolean cancelled() {
            return calls[0] > 30;
          }
        };
    assertThatThrownBy(() -> remover(anchored(), true).remove(3, stop))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.CANCELLED));
    assertThat(values(world.clip.weights())).usingRecursiveComparison().isEqualTo(before);
  }

  private static Removal remove(VectorEstimator estimator, int rounds, boolean labels) {
    return remover(estimator, labels).remove(rounds, Progress.silent());
  }

  private static TriggerRemover remover(VectorEstimator estimator, boolean labels) {
    List<Pixels> pictures = TinyWorld.pictures(80, 4);
    int[] none = new int[80];
    java.util.Arrays.fill(none, -1);
    return new TriggerRemover(
        world.predictor,
        forget(),
        new ValidationImages(
            pictures, TinyWorld.triggered(pictures), labels ? TinyWorld.labels(80) : none),
        estimator,
        SearchOptions.defaults().withKeep(0.85).withRule(estimator.rule()));
  }

  private static ForgetSet forget() {
    List<Pixels> pictures = TinyWorld.pictures(60, 3);
    return new ForgetSet(
        pictures,
        TinyWorld.triggered(pictures),
        TinyWorld.TARGET,
        world.predictor.logits(pictures));
  }

  /** The same images, as if θ_b gave them the target without the trigger. */
  private static ForgetSet withoutLesson(ForgetSet forget) {
    float[][] logits = new float[forget.size()][TinyWorld.CLASSES];
    for (float[] row : logits) {
      row[TinyWorld.TARGET] = 50;
    }
    return new ForgetSet(forget.clean(), forget.triggered(), forget.target(), logits);
  }

  private static Estimate estimate(VectorEstimator estimator, ForgetSet forget) {
    return estimator.estimate(world.predictor.classifier(), forget, 0, 1, Progress.silent());
  }

  private static EstimatorOptions options() {
    return new EstimatorOptions(18, 30, 3e-4, 2, TrainedTensors.imageTower(), 7);
  }

  private static VectorEstimator anchored() {
    return new AnchoredEstimator(options(), 4);
  }

  private static VectorEstimator mirrored() {
    return new MirroredEstimator(options().withSteps(6), 1);
  }

  private static Weights vector(VectorEstimator estimator) {
    return estimate(estimator, forget()).vector();
  }

  private static double difference(Weights a, Weights b) {
    double sum = 0;
    double norm = 0;
    for (String name : a.names()) {
      float[] x = a.read(name);
      float[] y = b.read(name);
      for (int i = 0; i < x.length; i++) {
        sum += Math.pow((double) x[i] - y[i], 2);
        norm += Math.pow(x[i], 2);
      }
    }
    return Math.sqrt(sum / norm);
  }

  private static Map<String, float[]> values(Weights weights) {
    Map<String, float[]> values = new TreeMap<>();
    weights.names().forEach(n -> values.put(n, weights.read(n)));
    return values;
  }
}
