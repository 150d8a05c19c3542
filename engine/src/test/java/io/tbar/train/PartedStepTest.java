package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartedStepTest {
  private final List<String> notes = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private double loss;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void givesTheGradientsOfTheWholeBatchInPartsThatFit() {
    Map<String, float[]> whole = gradients(7, 7);
    double expected = loss;
    assertThat(notes).isEmpty();
    sizes.clear();

    Map<String, float[]> parts = gradients(7, 2);

    assertThat(notes)
        .containsExactly(
            "Memory is short: a batch of 7 goes on in parts of 4.",
            "Memory is short: a batch of 4 goes on in parts of 2.");
    assertThat(sizes).containsExactly(7, 4, 2, 2, 2, 1, 2, 2, 2, 1);
    assertThat(loss).isCloseTo(expected, within(1e-5));
    assertThat(parts.keySet()).isEqualTo(whole.keySet());
    whole.forEach(
        (name, values) -> {
          float[] same = java.util.Objects.requireNonNull(parts.get(name));
          for (int i = 0; i < values.length; i++) {
            assertThat(same[i]).isCloseTo(values[i], within(1e-4f));
          }
        });
  }

  @Test
  void givesUpWhereNotEvenOnePictureFits() {
    assertThatThrownBy(() -> gradients(3, 0)).hasMessageContaining("can't allocate memory");
  }

  /** Two steps on the same batch; the gradients of the second, which knows what fits. */
  private Map<String, float[]> gradients(int size, int fits) {
    BatchFeed.Batch batch =
        new BatchFeed.Batch(TinyWorld.pictures(size, 3), TinyWorld.labels(size), List.of());
    try (TinyWorld world = new TinyWorld()) {
      Classifier classifier = world.predictor.classifier();
      var weights = classifier.clip().weights();
      Map<String, Tensor> trained = weights.train(weights.imageNames());
      PartedStep step =
          new PartedStep(
              trained.values(), () -> batch, (at, b) -> loss(classifier, b, fits), listener());
      try {
        for (int i = 0; i < (fits < size ? 2 : 1); i++) {
          for (Tensor tensor : trained.values()) {
            tensor.mutable_grad().put(new Tensor());
          }
          try (Scope s = new Scope()) {
            loss = step.at(i);
          }
        }
        Map<String, float[]> gradients = new TreeMap<>();
        trained.forEach((name, tensor) -> gradients.put(name, Tensors.floats(tensor.grad())));
        return gradients;
      } finally {
        weights.freeze();
      }
    }
  }

  private Tensor loss(Classifier classifier, BatchFeed.Batch batch, int fits) {
    sizes.add(batch.size());
    if (batch.size() > fits) {
      throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory");
    }
    Tensor pixels = PixelBatch.of(batch.pixels(), classifier.clip().config().preprocess());
    return Losses.crossEntropy(classifier.logits(pixels), Tensors.of(batch.labels(), batch.size()));
  }

  private Progress listener() {
    return new Progress() {
      @Override
      public void update(String stage, long done, long total) {}

      @Override
      public void note(String message) {
        notes.add(message);
      }
    };
  }
}
