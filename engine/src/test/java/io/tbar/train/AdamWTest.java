package io.tbar.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AdamWTest {
  private static final double RATE = 1e-2;
  private static final Offset<Float> CLOSE = within(1e-7f);
  private Scope scope;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @BeforeEach
  void open() {
    scope = new Scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void leavesATensorWithoutAGradientAlone() {
    Tensor used = leaf(1, 1);
    Tensor unused = leaf(2);
    try (AdamW optimiser = new AdamW(List.of(used, unused), AdamW.Settings.taskArithmetic())) {
      used.sum().backward();
      optimiser.step(RATE);
    }
    assertThat(Tensors.floats(unused)).containsExactly(2f);
    assertThat(Tensors.floats(used)[0]).isCloseTo((float) (1 - RATE * 0.1 - RATE), CLOSE);
  }

  @Test
  void decaysATensorWhoseGradientIsZero() {
    Tensor t = leaf(2);
    try (AdamW optimiser = new AdamW(List.of(t), AdamW.Settings.taskArithmetic())) {
      t.mul(Tensors.of(new float[] {0}, 1)).sum().backward();
      optimiser.step(RATE);
    }
    assertThat(Tensors.floats(t)[0]).isCloseTo((float) (2 - 2 * RATE * 0.1), CLOSE);
  }

  @Test
  void decaysOnlyMatricesWhereAsked() {
    Tensor vector = leaf(2);
    AdamW.Settings settings = AdamW.Settings.taskArithmetic().withDecay(0.1, AdamW.Decay.MATRICES);
    try (AdamW optimiser = new AdamW(List.of(vector), settings)) {
      vector.mul(Tensors.of(new float[] {0}, 1)).sum().backward();
      optimiser.step(RATE);
    }
    assertThat(Tensors.floats(vector)).containsExactly(2f);
  }

  @Test
  void scalesGradientsDownToTheirGlobalNorm() {
    // Adam's first step is blind to the size of a gradient; its second moment is not.
    Tensor limited = leaf(0);
    Tensor free = leaf(0);
    AdamW.Settings plain = AdamW.Settings.taskArithmetic().withDecay(0, AdamW.Decay.ALL);
    try (AdamW one = new AdamW(List.of(limited), plain);
        AdamW two = new AdamW(List.of(free), plain.withMaxNorm(0))) {
      for (float gradient : new float[] {100f, 0.5f}) {
        double norm = step(one, limited, gradient);
        assertThat(norm).isCloseTo(gradient, within(1e-4));
        step(two, free, Math.min(1f, gradient));
      }
    }
    assertThat(Tensors.floats(limited)[0]).isCloseTo(Tensors.floats(free)[0], within(1e-6f));
  }

  @Test
  void freesTheGradientsItHasUsed() {
    Tensor t = leaf(1);
    try (AdamW optimiser = new AdamW(List.of(t), AdamW.Settings.taskArithmetic())) {
      t.sum().backward();
      optimiser.step(RATE);
    }
    assertThat(t.grad().defined()).isFalse();
  }

  private static double step(AdamW optimiser, Tensor t, float gradient) {
    t.mul(Tensors.of(new float[] {gradient}, 1)).sum().backward();
    return optimiser.step(RATE);
  }

  private static Tensor leaf(float... values) {
    Tensor t = Tensors.of(values, values.length);
    t.requires_grad_(true);
    return t;
  }
}
