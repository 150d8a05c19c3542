package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.clip.PixelBatch;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.SeveralThreads;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FrozenPassTest extends SeveralThreads {
  private static final int SIZE = 13;

  private record Result(float[] embeddings, float[] gradient) {}

  @Test
  void givesTheEmbeddingsAndThePixelGradientOfTheWholeBatch() {
    Result whole = run(1);
    Result parts = run(2);
    assertThat(parts.embeddings).containsExactly(whole.embeddings, within(1e-5f));
    assertThat(parts.gradient).containsExactly(whole.gradient, within(1e-5f));
    // The second part of the loss pulls every pixel alike; the tower does not.
    assertThat(whole.gradient).isNotEqualTo(repeated(whole.gradient[0], whole.gradient.length));
  }

  @Test
  void givesTheSameBitsEveryTime() {
    assertThat(run(2).gradient).isEqualTo(run(2).gradient);
  }

  @Test
  void leavesTheWeightsWithoutGradient() {
    Engine.start(2);
    try (TinyWorld world = new TinyWorld();
        Scope s = new Scope()) {
      Classifier classifier = world.predictor.classifier();
      run(classifier);
      assertThat(classifier.clip().weights().tensors()).noneMatch(t -> t.grad().defined());
    }
  }

  private static float[] repeated(float value, int times) {
    float[] all = new float[times];
    Arrays.fill(all, value);
    return all;
  }

  private static Result run(int threads) {
    Engine.start(threads);
    try (TinyWorld world = new TinyWorld();
        Scope s = new Scope()) {
      return run(world.predictor.classifier());
    }
  }

  /** One change of all pictures, a loss in which every picture meets every other, and one of it. */
  private static Result run(Classifier classifier) {
    Tensor pictures =
        PixelBatch.of(TinyWorld.pictures(SIZE, 3), classifier.clip().config().preprocess());
    Tensor change = torch.full_like(pictures.narrow(0, 0, 1), new Scalar(0.3));
    change.requires_grad_(true);
    Tensor shown = change.tanh();
    try (FrozenPass pass = new FrozenPass(pictures.add(shown), classifier.clip()::encodeImage)) {
      Tensor embeddings = pass.embeddings();
      Tensor loss = embeddings.sum(new long[] {0}).square().mean().add(shown.square().sum());
      pass.backward(loss);
      return new Result(Tensors.floats(embeddings), Tensors.floats(change.grad()));
    }
  }
}
