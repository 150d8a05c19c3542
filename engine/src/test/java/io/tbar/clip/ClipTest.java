package io.tbar.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.image.Pixels;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipTest {
  private static final double FP32 = 1e-5;

  @BeforeAll
  static void start() {
    Engine.start(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf-gelu", "hf-quick-gelu", "openclip-gelu", "openclip-quick-gelu"})
  void agreesOnEmbeddingsAndEveryHiddenState(String model) {
    Golden golden = Golden.open("forward.safetensors");
    String prefix = prefix(model);
    try (Scope s = new Scope();
        Clip clip = Golden.model(model)) {
      Inference.run(
          () -> {
            List<float[]> hidden = new ArrayList<>();
            Tensor image =
                clip.imageTower()
                    .forward(golden.tensor("pixel_values"), h -> hidden.add(Tensors.floats(h)));
            check(image, golden.floats(prefix + "image_embeds"));
            checkHidden(hidden, golden, prefix + "vision_hidden.", 4);
            check(
                clip.encodeImage(golden.tensor("pixel_values")),
                golden.floats(prefix + "image_embeds"));

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

  /** The rounding of the weights is all that may show. */
  @ParameterizedTest
  @CsvSource({"hf-quick-gelu-f16-sharded, 5e-3", "hf-gelu-bf16, 2e-2"})
  void agreesWithinTheirPrecisionFromShardsAndHalfTypes(String model, double tolerance) {
    Golden golden = Golden.open("forward.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model(model)) {
      float[] image = Tensors.floats(clip.encodeImage(golden.tensor("pixel_values")));
      float[] text = Tensors.floats(clip.encodeText(golden.tensor("input_ids")));
      assertThat(Golden.distance(image, golden.floats(prefix(model) + "image_embeds")))
          .isBetween(FP32, tolerance);
      assertThat(Golden.distance(text, golden.floats(prefix(model) + "text_embeds")))
          .isBetween(FP32, tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openclip-gelu", "openclip-quick-gelu"})
  void computesInBfloat16WithinItsPrecision(String model) {
    Golden golden = Golden.open("forward.safetensors");
    try (Scope s = new Scope();
        Clip clip = Golden.model(model);
        Clip half = clip.to(torch.ScalarType.BFloat16)) {
      float[] image = Tensors.floats(half.encodeImage(golden.tensor("pixel_values")));
      float[] text = Tensors.floats(half.encodeText(golden.tensor("input_ids")));
      assertThat(Golden.distance(image, golden.floats(prefix(model) + "image_embeds")))
          .isLessThan(2e-2);
      assertThat(Golden.distance(text, golden.floats(prefix(model) + "text_embeds")))
          .isLessThan(2e-2);
    }
  }

  @Test
  void normalisesPixelsAsPreprocessingDoes() {
    Golden golden = Golden.open("forward.safetensors");
    float[] unit = golden.floats("pixels01");
    byte[] chw = new byte[3 * 32 * 32];
    float[] expected = new float[chw.length];
    PreprocessConfig config = PreprocessConfig.clip(PreprocessConfig.Crop.HF);
    for (int i = 0; i < chw.length; i++) {
      int level = Math.round(unit[i] * 255);
      chw[i] = (byte) level;
      int channel = i / (32 * 32);
      expected[i] = (float) ((level / 255.0 - config.mean()[channel]) / config.std()[channel]);
    }
    try (Scope s = new Scope()) {
      Tensor batch = PixelBatch.of(List.of(new Pixels(32, chw)), config);
      assertThat(Tensors.shape(batch)).containsExactly(1, 3, 32, 32);
      assertThat(Golden.distance(Tensors.floats(batch), expected)).isLessThan(1e-6);
    }
  }

  @Test
  void refusesATokenOutsideTheVocabulary() {
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-gelu")) {
      assertThatThrownBy(() -> clip.encodeText(Tensors.of(new int[] {998, 1000, 999}, 1, 3)))
          .isInstanceOf(TbarException.class)
          .hasMessage("Token id 1000 is outside the model's vocabulary of 1000.");
    }
  }

  @Test
  void refusesATextThatIsLongerThanTheContext() {
    try (Scope s = new Scope();
        Clip clip = Golden.model("openclip-gelu")) {
      assertThatThrownBy(() -> clip.encodeText(Tensors.of(new int[17], 1, 17)))
          .isInstanceOf(TbarException.class)
          .hasMessage("Texts of 17 tokens do not fit the model's context of 16.");
    }
  }

  private static String prefix(String model) {
    return model.contains("quick") ? "quick-gelu." : "gelu.";
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
