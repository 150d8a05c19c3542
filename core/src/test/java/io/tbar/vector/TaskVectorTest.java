package io.tbar.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.checkpoint.Layout;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.safetensors.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskVectorTest {
  private static final Path MODELS = Path.of(System.getProperty("tbar.shared"), "golden", "models");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hf-gelu", "hf-gelu-bf16", "hf-quick-gelu-f16-sharded", "openclip-gelu"})
  void theBaseAndItsVectorGiveTheFineTunedModel(String name) {
    Path tuned = tuned(name);
    Path tau = folder.resolve("tau.safetensors");
    Path again = folder.resolve("again");
    try (Checkpoint base = Checkpoint.open(MODELS.resolve(name));
        Checkpoint finetuned = Checkpoint.open(tuned)) {
      VectorArithmetic.make(base, finetuned, tau, Map.of("seed", "7"), Progress.silent());
      try (TaskVector vector = TaskVector.open(tau)) {
        assertThat(vector.provenance())
            .isEqualTo(
                new Provenance(
                    base.modelDigest(),
                    name.startsWith("hf") ? Layout.HF : Layout.OPENCLIP,
                    "difference",
                    "image tower",
                    Map.of("seed", "7")));
        assertThat(vector.tensors()).hasSize(name.startsWith("hf") ? 4 : 2);
        VectorArithmetic.apply(
            base,
            LinearCombination.of(1, vector),
            again,
            VectorArithmetic.Options.STRICT,
            Progress.silent());
      }
      try (Checkpoint result = Checkpoint.open(again)) {
        assertThat(result.modelDigest()).isEqualTo(finetuned.modelDigest());
      }
    }
  }

  @Test
  void refusesTwoModelsThatAreEqualOrOfDifferentLayouts() {
    Path out = folder.resolve("tau.safetensors");
    try (Checkpoint base = Checkpoint.open(MODELS.resolve("hf-gelu"));
        Checkpoint other = Checkpoint.open(MODELS.resolve("openclip-gelu"))) {
      assertThatThrownBy(() -> VectorArithmetic.make(base, base, out, Map.of(), Progress.silent()))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("same weights");
      assertThatThrownBy(() -> VectorArithmetic.make(base, other, out, Map.of(), Progress.silent()))
          .hasMessageContaining("only in the base")
          .hasMessageContaining("only in the fine-tuned model");
    }
  }

  @Test
  void runningStatisticsStayOutOfVectors() {
    Path base = MODELS.resolve("openclip-resnet");
    Path tuned = folder.resolve("tuned");
    Path tau = folder.resolve("tau.safetensors");
    try (Checkpoint like = Checkpoint.open(base)) {
      CheckpointWriter.write(
          like,
          tuned,
          false,
          tensor ->
              tensor.name().startsWith("visual.bn1.")
                  ? io.tbar.safetensors.TensorData.ofFloats(
                      tensor.name(), tensor.shape(), new float[] {1, 2, 3, 4, 5, 6, 7, 8})
                  : null,
          nothing -> {},
          Progress.silent());
      try (Checkpoint finetuned = Checkpoint.open(tuned)) {
        VectorArithmetic.make(like, finetuned, tau, Map.of(), Progress.silent());
      }
    }
    try (TaskVector vector = TaskVector.open(tau)) {
      assertThat(vector.tensors().keySet())
          .containsExactlyInAnyOrder("visual.bn1.bias", "visual.bn1.weight");
      assertThat(vector.provenance().details())
          .containsEntry("left-out", "2 running statistics of batch normalisation");
    }
  }

  @Test
  void measuresNormsAndAngles() {
    Path one = save("one", Map.of("visual.ln_pre.bias", filled(48, 3)));
    Path two =
        save(
            "two",
            Map.of("visual.ln_pre.bias", filled(48, -1), "visual.ln_post.bias", filled(48, 1)));
    try (TaskVector left = TaskVector.open(one);
        TaskVector right = TaskVector.open(two)) {
      VectorInfo info = VectorInfo.of(left);
      assertThat(info.norm()).isCloseTo(3 * Math.sqrt(48), within(1e-9));
      assertThat(info.elements()).isEqualTo(48);
      assertThat(info.nonFinite()).isZero();
      assertThat(info.tensors().get(0).largest()).isEqualTo(3);
      assertThat(Cosine.of(left, left).cosine()).isCloseTo(1, within(1e-12));
      Cosine angle = Cosine.of(left, right);
      assertThat(angle.cosine()).isCloseTo(-Math.sqrt(0.5), within(1e-12));
      assertThat(angle.sameBase()).isTrue();
      assertThat(angle.tensors()).hasSize(1);
      Path sum = folder.resolve("sum.safetensors");
      VectorArithmetic.sum(
          LinearCombination.of(2, left).plus(LinearCombination.of(1, right)),
          sum,
          right.provenance());
      try (TaskVector added = TaskVector.open(sum)) {
        assertThat(added.floats("vision_model.pre_layrnorm.bias")).containsOnly(5f);
        assertThat(added.floats("vision_model.post_layernorm.bias")).containsOnly(1f);
      }
    }
  }

  @Test
  void refusesAFileThatIsNoVector() {
    Path model = MODELS.resolve("hf-gelu-bf16/model.safetensors");
    assertThatThrownBy(() -> TaskVector.open(model))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("no task vector")
        .hasMessageContaining("BF16");
  }

  private Path save(String name, Map<String, float[]> canonical) {
    Path out = folder.resolve(name + ".safetensors");
    try (Checkpoint base = Checkpoint.open(MODELS.resolve("hf-gelu"))) {
      TaskVector.save(
          out, base, canonical, new Provenance("b", Layout.HF, "plain", "image tower", Map.of()));
    }
    return out;
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private Path tuned(String name) {
    Path out = folder.resolve("tuned");
    try (Checkpoint base = Checkpoint.open(MODELS.resolve(name))) {
      Map<String, float[]> changed = new HashMap<>();
      for (String tensor :
          new String[] {"visual.proj", "visual.transformer.resblocks.0.attn.in_proj_bias"}) {
        float[] values = base.canonical().floats(tensor);
        for (int i = 0; i < values.length; i++) {
          values[i] += 0.01f * (i % 13 - 6) + 0.001f;
        }
        changed.put(tensor, values);
      }
      CheckpointWriter.write(base, out, false, changed, Progress.silent());
    }
    return out;
  }

  @Test
  void aCheckpointIsNoVector() {
    assertThatThrownBy(() -> TaskVector.open(MODELS.resolve("hf-gelu/model.safetensors")))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("is no task vector but a checkpoint");
  }

  @Test
  void aBufferThatOnlyOneOfTwoCheckpointsHoldsIsLeftAside() throws Exception {
    String buffer = "text_model.embeddings.position_ids";
    Path base = copy("base", buffer, "");
    Path tuned = copy("tuned", "", "visual_projection.weight");
    Path vector = folder.resolve("v.safetensors");
    try (Checkpoint from = Checkpoint.open(base);
        Checkpoint to = Checkpoint.open(tuned)) {
      VectorArithmetic.make(from, to, vector, Map.of(), Progress.silent());
    }
    try (TaskVector found = TaskVector.open(vector)) {
      assertThat(found.tensors().keySet()).containsExactly("visual_projection.weight");
    }
  }

  /** A copy of a model with a buffer more, or with the first value of one tensor moved. */
  private Path copy(String name, String buffer, String moved) throws Exception {
    Path target = Files.createDirectory(folder.resolve(name));
    Path model = MODELS.resolve("hf-gelu");
    Files.write(target.resolve("config.json"), Files.readAllBytes(model.resolve("config.json")));
    List<TensorData> tensors = new ArrayList<>();
    try (SafetensorsFile file = SafetensorsFile.open(model.resolve("model.safetensors"))) {
      for (TensorInfo tensor : file.tensors().values()) {
        float[] values = file.floats(tensor);
        values[0] += tensor.name().equals(moved) ? 1 : 0;
        tensors.add(TensorData.ofFloats(tensor.name(), tensor.shape(), values));
      }
      if (!buffer.isEmpty()) {
        tensors.add(TensorData.ofFloats(buffer, new long[] {1, 2}, new float[] {0, 1}));
      }
      SafetensorsWriter.write(target.resolve("model.safetensors"), SafetensorsWriter.PT, tensors);
    }
    return target;
  }
}
