package io.tbar.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @Test
  void freesWhatWasMadeInside() {
    Tensor t;
    try (Scope s = new Scope()) {
      t = Tensors.of(new float[] {1, 2}, 2);
    }
    assertThat(t.isNull()).isTrue();
  }

  @Test
  void handsAResultToTheSurroundingScopeAndNoFurther() {
    Tensor kept;
    Tensor[] intermediate = new Tensor[1];
    try (Scope s = new Scope()) {
      kept =
          Scope.keep(
              () -> {
                intermediate[0] = Tensors.of(new float[] {1, 2}, 2);
                return intermediate[0].neg();
              });
      assertThat(intermediate[0].isNull()).isTrue();
      assertThat(Tensors.floats(kept)).containsExactly(-1, -2);
    }
    assertThat(kept.isNull()).isTrue();
  }

  @Test
  void leavesAPersistentResultToTheCaller() {
    Tensor persistent;
    try (Scope s = new Scope()) {
      persistent = Scope.persist(() -> Tensors.of(new float[] {3}, 1));
    }
    assertThat(Tensors.floats(persistent)).containsExactly(3);
    persistent.close();
    assertThat(persistent.isNull()).isTrue();
  }

  @Test
  void saysWhatLibtorchSaysInOneSentence() {
    try (Scope s = new Scope()) {
      Tensor a = Tensors.of(new float[] {1, 2}, 2);
      Tensor b = Tensors.of(new float[] {1, 2, 3}, 3);
      assertThatThrownBy(() -> TorchErrors.translate("adding", () -> a.add(b)))
          .isInstanceOf(TbarException.class)
          .hasMessageStartingWith("libtorch failed while adding: The size of tensor a (2) must")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
  }

  @Test
  void tellsMemoryThatRanOutFromOtherFailures() {
    assertThatThrownBy(() -> TorchErrors.translate("encoding", () -> torch.empty(1L << 50)))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("Not enough memory while encoding: use a smaller batch")
        .extracting(e -> ((TbarException) e).kind())
        .isEqualTo(TbarException.Kind.BAD_INPUT);
  }

  @Test
  void refusesMoreThreadsThanProcessors() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertThatThrownBy(() -> Engine.start(processors + 1))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("this machine has " + processors);
    assertThat(Engine.threads()).isEqualTo(1);
  }

  @Test
  void refusesADeviceThatIsNotThere() {
    assertThatThrownBy(() -> Engine.start(1, "tpu"))
        .isInstanceOf(TbarException.class)
        .hasMessage("There is no device 'tpu': choose cpu or cuda.");
    assertThatThrownBy(() -> Engine.prefer("gpu"))
        .isInstanceOf(TbarException.class)
        .hasMessage("There is no device 'gpu': choose cpu or cuda.");
    if (!torch.cuda_is_available()) {
      assertThatThrownBy(() -> Engine.start(1, "cuda"))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("choose cpu");
    }
    assertThat(Engine.device()).isEqualTo("cpu");
  }
}
