package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.clip.PixelBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.SeveralThreads;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LaneGradientsTest extends SeveralThreads {
  private static final int SIZE = 13;
  private static final List<Pixels> PICTURES = TinyWorld.pictures(SIZE, 3);
  private static final int[] LABELS = TinyWorld.labels(SIZE);
  private double loss;

  @Test
  void ofAMeanAreThoseOfTheWholeBatch() {
    Map<String, float[]> whole = gradients(1, 1, 1);
    double expected = loss;

    Map<String, float[]> parts = gradients(2, 1, 1);

    assertThat(loss).isCloseTo(expected, within(1e-5));
    assertNear(parts, whole, 1);
  }

  @Test
  void areAddedToThoseThatAreThere() {
    Map<String, float[]> once = gradients(2, 1, 1);
    assertNear(gradients(2, 3, 1), once, 3);
  }

  @Test
  void areTheSameBitsEveryTime() {
    Map<String, float[]> first = gradients(2, 1, 1);
    Map<String, float[]> second = gradients(2, 1, 1);
    first.forEach((name, values) -> assertThat(second.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void ofSomeAfterOthersAreThoseOfTheWholeBatch() {
    Map<String, float[]> whole = gradients(1, 1, 1);
    double expected = loss;
    for (int threads : new int[] {1, 2}) {
      Map<String, float[]> parts = inTurns(threads, 8);
      assertThat(loss).isCloseTo(expected, within(1e-5));
      assertNear(parts, whole, 1);
    }
  }

  @Test
  void areLeftOutWhereTheLossIsNoNumber() {
    assertThat(gradients(2, 1, Double.NaN)).isEmpty();
    assertThat(loss).isNaN();
  }

  private static void assertNear(
      Map<String, float[]> got, Map<String, float[]> wanted, double times) {
    assertThat(got.keySet()).isEqualTo(wanted.keySet()).isNotEmpty();
    wanted.forEach(
        (name, values) -> {
          float[] same = Objects.requireNonNull(got.get(name));
          for (int i = 0; i < values.length; i++) {
            assertThat(same[i]).as(name).isCloseTo((float) (times * values[i]), within(1e-4f));
          }
        });
  }

  /** As for towers that are large: at most so many images at a time. */
  private Map<String, float[]> inTurns(int threads, int atOnce) {
    Engine.start(threads);
    try (TinyWorld world = new TinyWorld();
        Scope s = new Scope()) {
      Classifier classifier = world.predictor.classifier();
      var weights = classifier.clip().weights();
      Map<String, Tensor> trained = weights.train(weights.imageNames());
      loss =
          LaneGradients.ofSum(
              List.copyOf(trained.values()),
              SIZE,
              atOnce,
              (from, to) ->
                  loss(classifier, from, to).mul(new Scalar((double) (to - from) / SIZE)));
      Map<String, float[]> gradients = new TreeMap<>();
      trained.forEach(
          (name, tensor) -> {
            if (tensor.grad().defined()) {
              gradients.put(name, Tensors.floats(tensor.grad()));
            }
          });
      weights.freeze();
      return gradients;
    }
  }

  private Map<String, float[]> gradients(int threads, int times, double factor) {
    Engine.start(threads);
    try (TinyWorld world = new TinyWorld();
        Scope s = new Scope()) {
      Classifier classifier = world.predictor.classifier();
      var weights = classifier.clip().weights();
      Map<String, Tensor> trained = weights.train(weights.imageNames());
      for (int i = 0; i < times; i++) {
        loss =
            LaneGradients.ofMean(
                weights.tensors(),
                SIZE,
                (from, to) -> loss(classifier, from, to).mul(new Scalar(factor)));
      }
      Map<String, float[]> gradients = new TreeMap<>();
      trained.forEach(
          (name, tensor) -> {
            if (tensor.grad().defined()) {
              gradients.put(name, Tensors.floats(tensor.grad()));
            }
          });
      weights.freeze();
      return gradients;
    }
  }

  private static Tensor loss(Classifier classifier, int from, int to) {
    Tensor pixels =
        PixelBatch.of(PICTURES.subList(from, to), classifier.clip().config().preprocess());
    return Losses.crossEntropy(
        classifier.logits(pixels), Tensors.of(Arrays.copyOfRange(LABELS, from, to), to - from));
  }
}
