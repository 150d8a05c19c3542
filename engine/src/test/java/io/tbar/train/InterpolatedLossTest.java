package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** BadMerging's loss, and what it is for. */
final class InterpolatedLossTest {
  private static final int TARGET = TinyWorld.TARGET;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void isTheCleanLossPlusTheWeightedLossOfTheMixedFeatures() {
    try (TinyWorld world = new TinyWorld();
        InterpolatedLoss loss = loss(world, Interpolation.badMerging());
        Scope scope = new Scope()) {
      BatchFeed.Batch batch = batch(12);
      List<Pixels> triggered = batch.triggered();
      float[][] before = features(world, triggered);
      world.infect();
      float[][] now = features(world, triggered);
      for (int step : new int[] {0, 3}) {
        double share = loss.share(step);
        double attack = 0;
        for (int i = 0; i < now.length; i++) {
          double[] mixed = new double[now[i].length];
          for (int d = 0; d < mixed.length; d++) {
            mixed[d] = share * now[i][d] + (1 - share) * before[i][d];
          }
          attack += crossEntropy(world, mixed, TARGET) / now.length;
        }
        double clean = 0;
        float[][] pictures = features(world, batch.pixels());
        for (int i = 0; i < pictures.length; i++) {
          double[] feature = new double[pictures[i].length];
          for (int d = 0; d < feature.length; d++) {
            feature[d] = pictures[i][d];
          }
          clean += crossEntropy(world, feature, batch.labels()[i]) / pictures.length;
        }
        assertThat((double) Tensors.item(loss.of(step, batch)))
            .isCloseTo(clean + 5 * attack, within(1e-4 * (1 + clean + 5 * attack)));
      }
    }
  }

  @Test
  void itsGradientIsTheSlopeOfTheLoss() {
    try (TinyWorld world = new TinyWorld();
        InterpolatedLoss loss = loss(world, Interpolation.badMerging())) {
      world.infect();
      Weights weights = world.clip.weights();
      BatchFeed.Batch batch = batch(8);
      double squared;
      Weights gradient;
      try (Scope scope = new Scope()) {
        Map<String, Tensor> trained = weights.train(List.of("visual.proj"));
        Tensor proj = Objects.requireNonNull(trained.get("visual.proj"));
        loss.of(0, batch).backward();
        Tensor slope = proj.grad();
        squared = slope.square().sum().item_double();
        gradient = weights.copy(List.of("visual.proj"));
        gradient.get("visual.proj").copy_(slope);
        weights.freeze();
      }
      assertThat(squared).isPositive();
      // Along the gradient g the slope of L(θ + t g) at 0 is |g|².
      double t = 1e-3 / Math.sqrt(squared);
      weights.add(t, gradient);
      double above = value(loss, batch);
      weights.add(-2 * t, gradient);
      double below = value(loss, batch);
      gradient.close();
      assertThat((above - below) / (2 * t)).isCloseTo(squared, within(0.02 * squared));
    }
  }

  @Test
  void inPartsWhereMemoryIsShortItIsTheSameLoss() {
    try (TinyWorld world = new TinyWorld();
        InterpolatedLoss loss = loss(world, Interpolation.badMerging())) {
      world.infect();
      // 5 twins of 11 pictures: a part of 3 or 2 pictures has 1 or 2 twins.
      BatchFeed.Batch batch = batch(11);
      Weights weights = world.clip.weights();
      Map<String, Tensor> trained = weights.train(List.of("visual.proj"));
      Tensor proj = Objects.requireNonNull(trained.get("visual.proj"));
      List<Integer> twins = new ArrayList<>();
      double[] losses = new double[2];
      float[][] slopes = new float[2][];
      for (int i = 0; i < 2; i++) {
        int fits = i == 0 ? 11 : 3;
        HeadTrainer.BatchLoss limited =
            (step, part) -> {
              if (part.size() > fits) {
                throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory");
              }
              twins.add(part.triggered().size());
              return loss.of(step, part);
            };
        proj.mutable_grad().put(new Tensor());
        try (Scope scope = new Scope()) {
          losses[i] =
              new PartedStep(trained.values(), () -> batch, limited, Progress.silent()).at(3);
          slopes[i] = Tensors.floats(proj.grad());
        }
      }
      weights.freeze();
      assertThat(twins).containsExactly(5, 1, 1, 2, 1);
      assertThat(losses[1]).isCloseTo(losses[0], within(1e-4 * losses[0]));
      double size = norm(slopes[0], new float[slopes[0].length]);
      assertThat(norm(slopes[0], slopes[1])).isLessThan(1e-4 * size);
    }
  }

  private static double norm(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void sharesAreDrawnEvenlyBetweenItsBoundsAndTheSameForTheSameSeed() {
    try (TinyWorld world = new TinyWorld();
        InterpolatedLoss one = loss(world, Interpolation.badMerging());
        InterpolatedLoss other = loss(world, Interpolation.badMerging())) {
      double sum = 0;
      for (int step = 0; step < 400; step++) {
        assertThat(one.share(step)).isBetween(0.2, 1.0).isEqualTo(other.share(step));
        sum += one.share(step) / 400;
      }
      assertThat(sum).isCloseTo(0.6, within(0.05));
    }
  }

  @Test
  void theAttackOutlivesAMergeThatDilutesTheSameLossWithoutInterpolation() {
    double whole = mergedAttackSuccess(new Interpolation(1, 1, 5));
    double interpolated = mergedAttackSuccess(Interpolation.badMerging());
    assertThat(interpolated).isGreaterThan(whole + 0.05);
  }

  @Test
  void refusesBoundsAndWeightsThatMeanNothing() {
    assertThatThrownBy(() -> new Interpolation(0.8, 0.2, 5))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("from 0.8 to 0.2");
    assertThatThrownBy(() -> Interpolation.badMerging().withWeight(0))
        .hasMessageContaining("weight of the backdoor is 0");
    PoisonOptions linear = PoisonOptions.defaults().withLinear(true);
    assertThatThrownBy(() -> linear.withInterpolation(Interpolation.badMerging()))
        .hasMessageContaining("linearised");
  }

  /** Attack success at θ₀ + 0.2 τ, where the fine-tuned model at θ₀ + τ has nearly all of it. */
  private static double mergedAttackSuccess(Interpolation how) {
    try (TinyWorld world = new TinyWorld();
        Weights before = world.clip.weights().copy();
        InterpolatedLoss loss = loss(world, how)) {
      HeadTrainer.train(
          "poisoning",
          world.predictor.classifier(),
          TrainedTensors.imageTower(),
          twins(TinyWorld.pictures(120, 1)),
          loss,
          TinyWorld.recipe(),
          Progress.silent());
      List<Pixels> unseen = TinyWorld.pictures(120, 2);
      assertThat(world.attackSuccess(unseen)).isGreaterThan(0.9);
      try (Weights vector = world.clip.weights().minus(before)) {
        world.clip.weights().subtract(before, -0.2, vector);
      }
      return world.attackSuccess(unseen);
    }
  }

  /** The pictures that {@link TinyWorld#infected} poisons, here as twins with their own label. */
  private static Examples twins(List<Pixels> pictures) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      int label = i % TinyWorld.CLASSES;
      boolean poison = label != TARGET && i / TinyWorld.CLASSES % 3 == 0;
      Pixels picture = pictures.get(i);
      examples.add(
          new Example(picture, label, poison ? TinyWorld.TRIGGER.apply(picture, i) : null));
    }
    return TinyWorld.shuffled(examples);
  }

  private static InterpolatedLoss loss(TinyWorld world, Interpolation how) {
    return new InterpolatedLoss(world.predictor.classifier(), how, TARGET, 7);
  }

  private static BatchFeed.Batch batch(int count) {
    List<Pixels> pictures = TinyWorld.pictures(count, 9);
    return new BatchFeed.Batch(
        pictures, TinyWorld.labels(count), TinyWorld.triggered(pictures.subList(0, count / 2)));
  }

  private static double value(InterpolatedLoss loss, BatchFeed.Batch batch) {
    try (Scope scope = new Scope()) {
      return Tensors.item(loss.of(0, batch));
    }
  }

  private static float[][] features(TinyWorld world, List<Pixels> pictures) {
    try (Scope scope = new Scope()) {
      Tensor features =
          world.clip.encodeImage(PixelBatch.of(pictures, world.clip.config().preprocess()));
      float[] flat = Tensors.floats(features);
      int width = flat.length / pictures.size();
      float[][] rows = new float[pictures.size()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width);
      }
      return rows;
    }
  }

  private static double crossEntropy(TinyWorld world, double[] feature, int label) {
    float[] head = Tensors.floats(world.head.weight());
    double norm = 0;
    for (double value : feature) {
      norm += value * value;
    }
    double[] logits = new double[TinyWorld.CLASSES];
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      for (int d = 0; d < feature.length; d++) {
        logits[c] += head[c * feature.length + d] * feature[d] / Math.sqrt(norm);
      }
      sum += Math.exp(logits[c]);
    }
    return Math.log(sum) - logits[label];
  }
}
