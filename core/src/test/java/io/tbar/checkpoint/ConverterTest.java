package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hf-gelu", "hf-gelu-bf16", "hf-quick-gelu-f16-sharded", "openclip-gelu"})
  void thereAndBackGivesTheSameBytesPerTensor(String name) {
    try (Checkpoint original = Checkpoint.open(Golden.model(name))) {
      Layout there = original.layout() == Layout.HF ? Layout.OPENCLIP : Layout.HF;
      convert(original, there, folder.resolve("there"));
      try (Checkpoint converted = Checkpoint.open(folder.resolve("there"))) {
        assertThat(converted.layout()).isEqualTo(there);
        convert(converted, original.layout(), folder.resolve("back"));
      }
      try (Checkpoint back = Checkpoint.open(folder.resolve("back"))) {
        assertThat(back.modelDigest()).isEqualTo(original.modelDigest());
        assertThat(back.config().vision()).isEqualTo(original.config().vision());
        assertThat(back.config().activation()).isEqualTo(original.config().activation());
        assertThat(back.config().preprocess().crop())
            .isEqualTo(original.config().preprocess().crop());
      }
    }
  }

  @Test
  void refusesToNameAResNetAsHuggingFaceWould() {
    try (Checkpoint resnet = Checkpoint.open(Golden.model("openclip-resnet"))) {
      assertThatThrownBy(() -> convert(resnet, Layout.HF, folder.resolve("hf")))
          .isInstanceOf(io.tbar.base.TbarException.class)
          .hasMessageContaining("ResNet image tower")
          .hasMessageContaining("OpenCLIP's layout");
      assertThat(folder.resolve("hf")).doesNotExist();
      convert(resnet, Layout.OPENCLIP, folder.resolve("same"));
    }
    try (Checkpoint original = Checkpoint.open(Golden.model("openclip-resnet"));
        Checkpoint same = Checkpoint.open(folder.resolve("same"))) {
      assertThat(same.modelDigest()).isEqualTo(original.modelDigest());
      assertThat(same.config().vision()).isEqualTo(original.config().vision());
    }
  }

  @Test
  void givesTheTensorsOfTheOtherStack() {
    try (Checkpoint hf = Checkpoint.open(Golden.model("hf-quick-gelu"));
        Checkpoint golden = Checkpoint.open(Golden.model("openclip-quick-gelu"))) {
      convert(hf, Layout.OPENCLIP, folder.resolve("out"));
      try (Checkpoint converted = Checkpoint.open(folder.resolve("out"))) {
        assertThat(converted.modelDigest()).isEqualTo(golden.modelDigest());
        assertThat(converted.config().vision()).isEqualTo(golden.config().vision());
        assertThat(converted.config().text()).isEqualTo(golden.config().text());
        assertThat(converted.config().activation()).isEqualTo(Activation.QUICK_GELU);
      }
    }
  }

  @Test
  void carriesTheTokenizerAlong() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Files.writeString(model.resolve("merges.txt"), "#version\n");
    try (Checkpoint hf = Checkpoint.open(model)) {
      convert(hf, Layout.OPENCLIP, folder.resolve("out"));
    }
    assertThat(folder.resolve("out").toFile().list())
        .containsExactlyInAnyOrder(
            "merges.txt", "open_clip_config.json", "open_clip_model.safetensors");
  }

  @Test
  void keepsThePoolingOfAnotherEndToken() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Golden.edit(
        model.resolve("config.json"),
        json -> json.object("text_config").members().put("eos_token_id", 500L));
    try (Checkpoint hf = Checkpoint.open(model)) {
      convert(hf, Layout.OPENCLIP, folder.resolve("out"));
    }
    JsonObject config = Json.read(folder.resolve("out/open_clip_config.json"));
    assertThat(config.object("model_cfg").object("text_cfg").integer("eos_id")).isEqualTo(500);
    try (Checkpoint openClip = Checkpoint.open(folder.resolve("out"))) {
      assertThat(openClip.config().text().eosId()).isEqualTo(500);
    }
  }

  @Test
  void saysWhatALayoutCannotExpress() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Golden.edit(
        model.resolve("config.json"),
        json -> {
          json.object("text_config").members().put("layer_norm_eps", 1e-6);
          json.object("vision_config").members().put("layer_norm_eps", 1e-6);
        });
    try (Checkpoint hf = Checkpoint.open(model)) {
      assertThatThrownBy(() -> convert(hf, Layout.OPENCLIP, folder.resolve("out")))
          .hasMessageContaining("cannot be converted");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void convert(Checkpoint from, Layout to, Path out) {
    Converter.convert(from, to, out, false, nothing -> {}, Progress.silent());
  }
}
