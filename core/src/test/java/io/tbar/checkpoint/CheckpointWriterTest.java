package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf-gelu-bf16",
        "hf-quick-gelu-f16-sharded",
        "openclip-gelu",
      })
  void aCopyWithNothingReplacedHasTheSameBytes(String name) throws Exception {
    Path out = folder.resolve("out");
    try (Checkpoint like = Checkpoint.open(Golden.model(name))) {
      var written = CheckpointWriter.write(like, out, false, Map.of(), Progress.silent());
      written
          .files()
          .forEach((file, hash) -> assertThat(Sha256.of(out.resolve(file))).isEqualTo(hash));
    }
    for (String file : Golden.model(name).toFile().list()) {
      assertThat(Files.mismatch(out.resolve(file), Golden.model(name).resolve(file)))
          .as(file)
          .isEqualTo(-1);
    }
  }

  @Test
  void newValuesAreStoredInTheDtypeOfTheOldOnes() {
    Path out = folder.resolve("out");
    try (Checkpoint like = Checkpoint.open(Golden.model("hf-gelu-bf16"))) {
      String name = "visual.transformer.resblocks.1.attn.in_proj_weight";
      float[] values = like.canonical().floats(name);
      values[48 * 48] += 1;
      CheckpointWriter.write(like, out, false, Map.of(name, values), Progress.silent());
      try (Checkpoint written = Checkpoint.open(out)) {
        String key = "vision_model.encoder.layers.1.self_attn.k_proj.weight";
        assertThat(written.info(key)).isEqualTo(like.info(key));
        assertThat(written.floats(key)[0]).isCloseTo(values[48 * 48], within(0.01f));
        assertThat(written.floats(key)[1]).isEqualTo(like.floats(key)[1]);
        assertThat(written.modelDigest()).isNotEqualTo(like.modelDigest());
      }
    }
  }

  @Test
  void otherWeightsInTheFolderAreNotCarriedAlong() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    Files.writeString(model.resolve("pytorch_model.bin"), "x");
    Files.writeString(
        model.resolve("open_clip_config.json"),
        Files.readString(Golden.model("openclip-gelu").resolve("open_clip_config.json")));
    Files.writeString(model.resolve("merges.txt"), "x");
    Path out = folder.resolve("out");
    try (Checkpoint like = Checkpoint.open(model)) {
      CheckpointWriter.write(like, out, false, Map.of(), Progress.silent());
    }
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder(
            "config.json", "merges.txt", "model.safetensors", "preprocessor_config.json");
  }

  @Test
  void neverReplacesItsInput() throws Exception {
    Path model = Golden.copy("hf-gelu", folder);
    try (Checkpoint like = Checkpoint.open(model)) {
      for (Path out : List.of(model, folder, model.resolve("../hf-gelu"))) {
        assertThatThrownBy(
                () -> CheckpointWriter.write(like, out, true, Map.of(), Progress.silent()))
            .isInstanceOf(TbarException.class)
            .hasMessageContaining("would replace the input");
      }
    }
    assertThat(model.resolve("model.safetensors"))
        .hasSameBinaryContentAs(Golden.model("hf-gelu").resolve("model.safetensors"));
  }

  @Test
  void cancellingLeavesNothingBehind() {
    Progress stop =
        new Progress() {
          @Override
          public void update(String stage, long done, long total) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    try (Checkpoint like = Checkpoint.open(Golden.model("hf-gelu"))) {
      assertThatThrownBy(
              () -> CheckpointWriter.write(like, folder.resolve("out"), false, Map.of(), stop))
          .isInstanceOfSatisfying(
              TbarException.class,
              e -> assertThat(e.kind()).isEqualTo(TbarException.Kind.CANCELLED));
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static org.assertj.core.data.Offset<Float> within(float offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
