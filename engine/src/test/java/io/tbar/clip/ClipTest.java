package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.checkpoint.Activation;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClipTest {
  private static final double FP32 = 1e-5;

  @BeforeAll
  static void start() {
    Engine.start(0);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void agreesOnEmbeddingsAndEveryHiddenState(Activation activation) {
    Golden golden = Golden.open("forward.safetensors");
    String prefix = activation == Activation.GELU ? "gelu." : "quick-gelu.";
    try (Scope s = new Scope();
        Clip clip = Golden.model(activation)) {
      Inference.run(
          () -> {
            List<float[]> hidden = new ArrayList<>();
            Tensor image =
                clip.imageTower()
                    .forward(golden.tensor("pixel_values"), h -> hidden.add(Tensors.floats(h)));
            check(image, golden.floats(prefix + "image_embeds"));
            checkHidden(hidden, golden, prefix + "vision_hidden.", 4);

            hidden.clear();
            Tensor text =
                clip.textTower()
                    .forward(
                        golden.tensor("input_ids_eot_padded"), h -> hidden.add(Tensors.floats(h)));
            check(text, golden.floats(prefix + "text_embeds"));
            checkHidden(hidden, golden, prefix + "text_hidden.", 3);

            check(
                clip.encodeText(golden.tensor("input_ids")), golden.floats(prefix + "text_embeds"));
          });
    }
  }

  private static void checkHidden(List<float[]> hidden, Golden golden, String prefix, int count) {
    assertThat(hidden).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(Golden.distance(hidden.get(i), golden.floats(prefix + i))).isLessThan(FP32);
    }
  }

  private static void check(Tensor actual, float[] expected) {
    assertThat(Golden.distance(Tensors.floats(actual), expected)).isLessThan(FP32);
  }
}
