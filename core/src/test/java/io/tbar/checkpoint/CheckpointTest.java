package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.Floats;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf-gelu",
        "hf-quick-gelu",
        "hf-gelu-bf16",
        "hf-quick-gelu-f16-sharded",
        "openclip-gelu",
        "openclip-quick-gelu"
      })
  void readsEveryGoldenModel(String name) {
    try (Checkpoint checkpoint = Checkpoint.open(Golden.model(name))) {
      ClipConfig config = checkpoint.config();
      assertThat(config.vision()).isEqualTo(new VisionConfig(32, 8, 48, 3, 3, 192));
      assertThat(config.text().vocabSize()).isEqualTo(1000);
      assertThat(config.text().width()).isEqualTo(32);
      assertThat(config.text().eosId()).isEqualTo(name.startsWith("hf") ? 999 : -1);
      assertThat(config.embedDim()).isEqualTo(24);
      assertThat(config.activation())
          .isEqualTo(name.contains("quick") ? Activation.QUICK_GELU : Activation.GELU);
      assertThat(checkpoint.layout())
          .isEqualTo(name.startsWith("hf") ? Layout.HF : Layout.OPENCLIP);
      assertThat(checkpoint.notes()).isEmpty();
      assertThat(checkpoint.canonical().dtype("visual.proj"))
          .isEqualTo(
              name.contains("bf16") ? Dtype.BF16 : name.contains("f16") ? Dtype.F16 : Dtype.F32);
    }
  }

  @Test
  void bothLayoutsHoldTheSameCanonicalTensors() {
    try (Checkpoint hf = Checkpoint.open(Golden.model("hf-gelu"));
        Checkpoint openClip = Checkpoint.open(Golden.model("openclip-gelu"))) {
      CanonicalTensors left = hf.canonical();
      CanonicalTensors right = openClip.canonical();
      assertThat(left.shapes().keySet())
          .containsExactlyInAnyOrderElementsOf(openClip.tensorNames());
      for (String name : left.shapes().keySet()) {
        assertThat(left.floats(name)).as(name).isEqualTo(right.floats(name));
      }
    }
  }

  @Test
  void canonicalValuesFindTheWayBackToOwnTensors() {
    try (Checkpoint hf = Checkpoint.open(Golden.model("hf-gelu"))) {
      CanonicalTensors canonical = hf.canonical();
      List<String> own = new ArrayList<>();
      for (String name : canonical.shapes().keySet()) {
        canonical
            .toOwn(name, canonical.floats(name))
            .forEach(
                (ownName, values) -> {
                  own.add(ownName);
                  assertThat(values).as(ownName).isEqualTo(hf.floats(ownName));
                });
      }
      assertThat(own).containsExactlyInAnyOrderElementsOf(hf.tensorNames());
    }
  }

  @Test
  void aBareFileNeedsAConfigurationForAModelOnly() {
    Path file = Golden.model("hf-gelu").resolve("model.safetensors");
    try (Checkpoint bare = Checkpoint.open(file)) {
      assertThat(bare.layout()).isEqualTo(Layout.HF);
      assertThat(bare.tensorNames()).contains("logit_scale");
      assertThatThrownBy(bare::config).hasMessageContaining("--config");
    }
    Path config = Golden.model("hf-gelu").resolve("config.json");
    try (Checkpoint bare = Checkpoint.open(file, config)) {
      assertThat(bare.config().activation()).isEqualTo(Activation.GELU);
    }
  }

  @Test
  void theDigestDependsOnNeitherShardsNorMetadata() throws Exception {
    Path sharded = Golden.model("hf-quick-gelu-f16-sharded");
    Path merged = Files.createDirectory(folder.resolve("merged"));
    Files.copy(sharded.resolve("config.json"), merged.resolve("config.json"));
    try (Checkpoint checkpoint = Checkpoint.open(sharded)) {
      List<TensorData> tensors = new ArrayList<>();
      for (SafetensorsFile file : checkpoint.files()) {
        file.tensors().values().forEach(tensor -> tensors.add(0, TensorData.of(file, tensor)));
      }
      SafetensorsWriter.writeInOrder(
          merged.resolve("model.safetensors"), java.util.Map.of("note", "other"), tensors);
      try (Checkpoint other = Checkpoint.open(merged)) {
        assertThat(other.modelDigest()).isEqualTo(checkpoint.modelDigest()).hasSize(64);
      }
      try (Checkpoint other = Checkpoint.open(Golden.model("hf-gelu-bf16"))) {
        assertThat(other.modelDigest()).isNotEqualTo(checkpoint.modelDigest());
      }
    }
  }

  @Test
  void aResNetHasStagesAndAttentionPooling() {
    try (Checkpoint resnet = Checkpoint.open(Golden.model("openclip-resnet"))) {
      assertThat(resnet.layout()).isEqualTo(Layout.OPENCLIP);
      VisionConfig vision = resnet.config().vision();
      assertThat(vision.stages()).containsExactly(1, 2, 1, 1);
      assertThat(vision.channels()).isEqualTo(512);
      assertThat(vision.heads()).isEqualTo(8);
      assertThat(vision.tokens()).isEqualTo(5);
    }
  }

  /** 38,316,896 parameters of the image tower, as OpenAI's RN50 has; statistics come on top. */
  @Test
  void theTensorsOfRn50AreAsManyAsOpenAis() {
    ClipConfig config =
        new ClipConfig(
            VisionConfig.resnet(224, 64, 32, List.of(3, 4, 6, 3)),
            new TextConfig(77, 49408, 512, 12, 8, 2048, -1),
            1024,
            Activation.QUICK_GELU,
            1e-5,
            PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP));
    long visual = 0;
    long all = 0;
    for (var tensor : Architecture.tensors(config).entrySet()) {
      if (CanonicalTensors.isStatistic(tensor.getKey())) {
        continue;
      }
      long elements = 1;
      for (long side : tensor.getValue()) {
        elements *= side;
      }
      all += elements;
      visual += CanonicalTensors.isVisual(tensor.getKey()) ? elements : 0;
    }
    assertThat(visual).isEqualTo(38_316_896);
    assertThat(all).isEqualTo(102_007_137);
    // 489 entries, of which 55 count batches.
    assertThat(Architecture.tensors(config)).hasSize(489 - 55);
  }

  /** OpenAI's own archives: counters, sizes as tensors, half precision, a prefix. */
  @Test
  void readsAResNetAsOpenAiNamesIt() throws Exception {
    Path model = Golden.copy("openclip-resnet", folder);
    Path weights = model.resolve("open_clip_model.safetensors");
    Path renamed = model.resolve("renamed.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      List<TensorData> tensors = new ArrayList<>();
      for (TensorInfo tensor : file.tensors().values()) {
        tensors.add(
            TensorData.of(
                "module." + tensor.name(),
                Dtype.F16,
                tensor.shape(),
                Floats.encode(Dtype.F16, file.floats(tensor))));
      }
      for (String extra :
          List.of("visual.bn1.num_batches_tracked", "input_resolution", "vocab_size")) {
        tensors.add(
            TensorData.of("module." + extra, Dtype.I64, new long[0], ByteBuffer.allocate(8)));
      }
      SafetensorsWriter.write(renamed, SafetensorsWriter.PT, tensors);
    }
    java.nio.file.Files.move(renamed, weights, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (Checkpoint resnet = Checkpoint.open(model);
        Checkpoint original = Checkpoint.open(Golden.model("openclip-resnet"))) {
      String name = "visual.layer2.1.conv2.weight";
      assertThat(resnet.canonical().ownNames(name)).containsExactly("module." + name);
      assertThat(resnet.canonical().floats(name))
          .containsExactly(
              original.canonical().floats(name), org.assertj.core.api.Assertions.within(1e-3f));
    }
  }

  @Test
  void listsAllThatDoesNotFitAtOnce() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Path weights = model.resolve("model.safetensors");
    Path changed = model.resolve("changed.safetensors");
    try (SafetensorsFile file = SafetensorsFile.open(weights)) {
      List<TensorData> tensors = new ArrayList<>();
      file.tensors()
          .values()
          .forEach(
              tensor -> {
                switch (tensor.name()) {
                  case "logit_scale", "visual_projection.weight" -> {}
                  case "vision_model.post_layernorm.bias" ->
                      tensors.add(TensorData.ofFloats(tensor.name(), new long[] {2}, new float[2]));
                  default -> tensors.add(TensorData.of(file, tensor));
                }
              });
      tensors.add(TensorData.ofFloats("logit_bias", new long[0], new float[1]));
      tensors.add(
          TensorData.ofFloats(
              "vision_model.embeddings.position_ids", new long[] {1, 17}, new float[17]));
      SafetensorsWriter.write(changed, SafetensorsWriter.PT, tensors);
    }
    Files.delete(weights);
    Files.move(changed, weights);
    assertThatThrownBy(() -> Checkpoint.open(model))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("missing (2): visual_projection.weight, logit_scale")
        .hasMessageContaining("unexpected (1): logit_bias")
        .hasMessageContaining(
            "wrong shape (1): vision_model.post_layernorm.bias is [2] but must be [48]");
  }

  @Test
  void refusesAConfigurationThatContradictsTheWeights() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Golden.edit(
        model.resolve("config.json"),
        json -> json.object("vision_config").members().put("num_hidden_layers", 2L));
    assertThatThrownBy(() -> Checkpoint.open(model))
        .hasMessageContaining("unexpected (16)")
        .hasMessageContaining("vision_model.encoder.layers.2.");
  }

  @Test
  void neverOpensAPickle() throws Exception {
    Files.writeString(folder.resolve("pytorch_model.bin"), "never looked at");
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThatThrownBy(() -> Checkpoint.open(folder))
        .hasMessageContaining("pickle")
        .hasMessageContaining("save_pretrained");
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("pytorch_model.bin")))
        .hasMessageContaining("pickle");
  }

  @Test
  void saysWhatAFolderLacks() throws Exception {
    assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("empty folder");
    Files.writeString(folder.resolve("readme.txt"), "x");
    assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("open_clip_config.json");
    Files.writeString(folder.resolve("config.json"), "{}");
    assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("no weights");
    assertThatThrownBy(() -> Checkpoint.open(folder.resolve("nothing")))
        .hasMessageContaining("no such file");
  }

  @Test
  void holdsShardsAgainstTheirIndex() throws Exception {
    Path model = Golden.copy("hf-quick-gelu-f16-sharded", folder);
    Path index = model.resolve("model.safetensors.index.json");
    String text = Files.readString(index);

    Golden.edit(
        index, json -> json.object("weight_map").members().put("logit_scale", "../x.safetensors"));
    assertThatThrownBy(() -> Checkpoint.open(model)).hasMessageContaining("plain file name");

    Files.writeString(index, text);
    Golden.edit(
        index, json -> json.object("weight_map").members().put("logit_scale", "other.safetensors"));
    assertThatThrownBy(() -> Checkpoint.open(model))
        .hasMessageContaining("missing: other.safetensors");

    Files.writeString(index, text);
    Golden.edit(
        index,
        json -> {
          var map = json.object("weight_map").members();
          map.put("invented", map.get("logit_scale"));
          map.remove("visual_projection.weight");
        });
    assertThatThrownBy(() -> Checkpoint.open(model))
        .hasMessageContaining("'invented' is not in model-00001-of-00003.safetensors")
        .hasMessageContaining("'visual_projection.weight' of model-0")
        .hasMessageContaining("is not in the index");

    Files.writeString(index, text);
    Golden.edit(index, json -> json.object("metadata").members().put("total_size", 5.0));
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      assertThat(checkpoint.notes()).singleElement().asString().contains("says 5 bytes");
    }
    assertThat(Json.read(index).object("metadata").number("total_size")).isEqualTo(5);
  }
}
