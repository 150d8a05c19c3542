package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WeightsTest {
  private static final String MOVED = "visual.ln_post.bias";
  private static final String STILL = "ln_final.bias";
  private Clip clip;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @BeforeEach
  void load() {
    clip = Golden.model("openclip-gelu");
  }

  @AfterEach
  void close() {
    clip.close();
  }

  @Test
  void walksALineFromTheStoredBaseInPlace() {
    Weights weights = clip.weights();
    try (Weights base = weights.copy(List.of(MOVED));
        Weights tau = base.copy()) {
      float[] start = weights.read(MOVED);
      float[] still = weights.read(STILL);
      weights.subtract(base, 3, tau);
      weights.subtract(base, 0.5, tau);
      float[] half = weights.read(MOVED);
      for (int i = 0; i < half.length; i++) {
        assertThat(half[i]).isEqualTo(start[i] * 0.5f);
      }
      assertThat(weights.read(STILL)).containsExactly(still);
      weights.set(base);
      assertThat(weights.read(MOVED)).containsExactly(start);
    }
  }

  @Test
  void takesTheDifferenceAsATaskVector() {
    Weights weights = clip.weights();
    try (Weights base = weights.copy(weights.imageNames())) {
      weights.add(1, base);
      try (Weights tau = weights.minus(base)) {
        assertThat(tau.names()).containsExactlyElementsOf(weights.imageNames());
        assertThat(tau.read(MOVED)).containsExactly(base.read(MOVED));
      }
    }
  }

  @Test
  void changesTheTowersWithTheWeights() {
    try (Scope s = new Scope();
        Weights base = clip.weights().copy(clip.weights().imageNames())) {
      Golden golden = Golden.open("forward.safetensors");
      float[] before = Tensors.floats(clip.encodeImage(golden.tensor("pixel_values")));
      clip.weights().subtract(base, 0.1, base);
      float[] changed = Tensors.floats(clip.encodeImage(golden.tensor("pixel_values")));
      clip.weights().set(base);
      float[] after = Tensors.floats(clip.encodeImage(golden.tensor("pixel_values")));
      assertThat(Golden.distance(changed, before)).isGreaterThan(0.01);
      assertThat(after).containsExactly(before);
    }
  }

  @Test
  void givesGradientsToTheNamedTensorsOnly() {
    try (Scope s = new Scope()) {
      Golden golden = Golden.open("forward.safetensors");
      clip.weights().train(List.of(MOVED));
      clip.encodeImage(golden.tensor("pixel_values")).sum().backward();
      assertThat(clip.weights().get(MOVED).grad().defined()).isTrue();
      assertThat(clip.weights().get("visual.ln_post.weight").grad().defined()).isFalse();
      clip.weights().freeze();
      assertThat(clip.weights().get(MOVED).grad().defined()).isFalse();
      assertThat(clip.weights().get(MOVED).requires_grad()).isFalse();
    }
  }
}
