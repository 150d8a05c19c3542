package io.tbar.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.safetensors.Dtype;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  @TempDir Path folder;

  @Test
  void tellsTheFactsOfAModel() {
    try (Checkpoint checkpoint = Checkpoint.open(Golden.SHARED.resolve("models/mini-clip"))) {
      CheckpointFacts facts = Inspector.facts(checkpoint);
      assertThat(facts.architecture())
          .contains("ViT (64 px, patch 8, width 192, 8 layers, 3 heads)")
          .contains("embedding 128");
      assertThat(facts.layout()).isEqualTo(Layout.HF);
      assertThat(facts.activation()).isEqualTo(Activation.QUICK_GELU);
      assertThat(facts.dtypes()).containsOnlyKeys(Dtype.F16);
      assertThat(facts.files()).containsOnly(Map.entry("model.safetensors", 13940106L));
      assertThat(facts.logitScale()).isBetween(2.0, 5.0);
      assertThat(2 * facts.parameters()).isBetween(13_900_000L, 13_940_106L);
      assertThat(facts.imageTowerParameters()).isLessThan(facts.parameters());
    }
  }

  @Test
  void tellsWhatItCanOfABareFileAndOfAResNet() {
    Path bare = Golden.SHARED.resolve("golden/arithmetic/base-bf16.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(bare)) {
      CheckpointFacts facts = Inspector.facts(checkpoint);
      assertThat(facts.layout()).isNull();
      assertThat(facts.dtypes()).containsOnly(Map.entry(Dtype.I64, 1), Map.entry(Dtype.BF16, 3));
      assertThat(facts.tensors()).hasSize(4);
      assertThat(facts.logitScale()).isNull();
    }
    try (Checkpoint checkpoint = Checkpoint.open(Golden.model("openclip-resnet"))) {
      assertThat(Inspector.facts(checkpoint).architecture())
          .contains("ResNet (64 px, blocks 1-2-1-1, width 16)");
    }
  }

  @Test
  void countsWhatIsNotFinite() {
    float nan = Float.NaN;
    float inf = Float.NEGATIVE_INFINITY;
    List<TensorData> tensors = new ArrayList<>();
    for (Dtype dtype : List.of(Dtype.F16, Dtype.BF16, Dtype.F32, Dtype.F64)) {
      float[] values = {1, nan, inf, -nan, 65504};
      tensors.add(TensorData.ofFloats("x" + dtype, dtype, new long[] {5}, values));
    }
    tensors.add(TensorData.ofFloats("sound", new long[] {1}, new float[] {1e38f}));
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(file, Map.of(), tensors);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      Verification verification = Inspector.verify(checkpoint, Progress.silent());
      assertThat(verification.sound()).isFalse();
      assertThat(verification.nonFinite())
          .hasSize(4)
          .allMatch(tensor -> tensor.nan() == 2 && tensor.infinite() == 1);
      assertThat(verification.files()).containsOnly(Map.entry("x.safetensors", Sha256.of(file)));
      assertThat(verification.modelDigest()).isEqualTo(checkpoint.modelDigest());
    }
  }

  @Test
  void findsTheGoldenShardsSound() {
    Path model = Golden.model("hf-quick-gelu-f16-sharded");
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      Verification verification = Inspector.verify(checkpoint, Progress.silent());
      assertThat(verification.sound()).isTrue();
      assertThat(verification.files()).hasSize(3);
      verification
          .files()
          .forEach((name, hash) -> assertThat(hash).isEqualTo(Sha256.of(model.resolve(name))));
    }
  }
}
