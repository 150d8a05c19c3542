package io.tbar.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.CheckpointWriter;
import io.tbar.safetensors.SafetensorsFile;
import io.tbar.safetensors.SafetensorsWriter;
import io.tbar.safetensors.TensorData;
import io.tbar.vector.VectorArithmetic.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorArithmeticTest {
  private static final Path GOLDEN = Path.of(System.getProperty("tbar.shared"), "golden");
  private static final Path ARITHMETIC = GOLDEN.resolve("arithmetic");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f16", "bf16"})
  void givesTheGoldenBytes(String dtype) throws Exception {
    Path out = folder.resolve("out.safetensors");
    try (Checkpoint base = Checkpoint.open(ARITHMETIC.resolve("base-" + dtype + ".safetensors"));
        TaskVector one = TaskVector.open(ARITHMETIC.resolve("tau1.safetensors"));
        TaskVector two = TaskVector.open(ARITHMETIC.resolve("tau2.safetensors"))) {
      LinearCombination sum =
          LinearCombination.of(1.5, one).negate().plus(LinearCombination.of(0.3, two));
      CheckpointWriter.Written written =
          VectorArithmetic.apply(base, sum, out, Options.STRICT, Progress.silent());
      assertThat(written.files()).containsOnly(Map.entry("out.safetensors", Sha256.of(out)));
    }
    Path expected = ARITHMETIC.resolve("expected-" + dtype + ".safetensors");
    assertThat(Files.mismatch(out, expected)).isEqualTo(-1);
  }

  @Test
  void addsAcrossTheEdgesOfWindows() {
    int count = 2 * Sum.WINDOW + 3;
    float[] base = new float[count];
    float[] tau = new float[count];
    for (int i = 0; i < count; i++) {
      base[i] = i;
      tau[i] = i % 7;
    }
    Path baseFile = floats("base", Map.of("w", base), Map.of());
    Path tauFile = floats("tau", Map.of("w", tau), Map.of());
    Path out = folder.resolve("out.safetensors");
    apply(baseFile, tauFile, -0.5, out, Options.STRICT);
    try (SafetensorsFile file = SafetensorsFile.open(out)) {
      float[] sums = file.floats("w");
      for (int i = 0; i < count; i++) {
        assertThat(sums[i]).isEqualTo((float) (base[i] - 0.5 * tau[i]));
      }
    }
  }

  @Test
  void refusesAVectorOfAnotherBaseUnlessToldToTransferIt() {
    Path base = floats("base", Map.of("w", new float[] {1, 2}), Map.of());
    Path other = floats("other", Map.of("w", new float[] {1, 3}), Map.of());
    String digest;
    try (Checkpoint checkpoint = Checkpoint.open(base)) {
      digest = checkpoint.modelDigest();
    }
    Path tau = floats("tau", Map.of("w", new float[] {1, 1}), Map.of("tbar.base", digest));
    Path out = folder.resolve("out.safetensors");
    assertThatThrownBy(() -> apply(other, tau, 1, out, Options.STRICT))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("was measured on the base " + digest.substring(0, 12))
        .hasMessageContaining("--transfer");
    assertThat(out).doesNotExist();
    apply(base, tau, 1, out, Options.STRICT);
    assertThat(values(out, "w")).containsExactly(2, 3);
    apply(other, tau, 1, out, new Options(true, true));
    assertThat(values(out, "w")).containsExactly(2, 4);
  }

  @Test
  void refusesAVectorThatDoesNotFitWithAllThatDiffers() {
    Path base = floats("base", Map.of("w", new float[2], "v", new float[2]), Map.of());
    Path tau = floats("tau", Map.of("w", new float[3], "x", new float[1]), Map.of());
    Path out = folder.resolve("out.safetensors");
    assertThatThrownBy(() -> apply(base, tau, 1, out, Options.STRICT))
        .hasMessageContaining("'w' is [3], in the base [2]")
        .hasMessageContaining("'x' is not in the base");
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    Path out = folder.resolve("out.safetensors");
    Path base = floats("base", Map.of("w", new float[] {1, 2}), Map.of());
    Path nan = floats("nan", Map.of("w", new float[] {0, Float.NaN}), Map.of());
    Path large = floats("large", Map.of("w", new float[] {0, 3e38f}), Map.of());
    assertThatThrownBy(() -> apply(base, nan, 1, out, Options.STRICT))
        .hasMessageContaining("'w' would hold values that are not finite");
    assertThatThrownBy(() -> apply(base, large, 2, out, Options.STRICT))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> apply(base, base, Double.NaN, out, Options.STRICT))
        .hasMessageContaining("finite number");
    assertThat(out).doesNotExist();
  }

  @Test
  void keepsShardsAndSideFilesOfAFolder() throws Exception {
    Path model = GOLDEN.resolve("models/hf-quick-gelu-f16-sharded");
    Path out = folder.resolve("out");
    Path tau = folder.resolve("tau.safetensors");
    try (Checkpoint base = Checkpoint.open(model)) {
      float[] values = base.canonical().floats("visual.proj");
      Arrays.fill(values, 0.25f);
      TaskVector.save(
          tau,
          base,
          Map.of("visual.proj", values),
          new Provenance(base.modelDigest(), base.layout(), "plain", "image tower", Map.of()));
    }
    apply(model, tau, -2, out, Options.STRICT);
    assertThat(out.toFile().list()).containsExactlyInAnyOrder(model.toFile().list());
    try (Checkpoint before = Checkpoint.open(model);
        Checkpoint after = Checkpoint.open(out)) {
      assertThat(after.config().vision()).isEqualTo(before.config().vision());
      for (String name : before.canonical().shapes().keySet()) {
        float[] expected = before.canonical().floats(name);
        if (name.equals("visual.proj")) {
          for (int i = 0; i < expected.length; i++) {
            expected[i] =
                io.tbar.safetensors.Halves.f16ToFloat(
                    io.tbar.safetensors.Halves.floatToF16(expected[i] - 0.5f));
          }
        }
        assertThat(after.canonical().floats(name)).as(name).isEqualTo(expected);
      }
    }
  }

  private void apply(Path base, Path tau, double coefficient, Path out, Options options) {
    try (Checkpoint checkpoint = Checkpoint.open(base);
        TaskVector vector = TaskVector.open(tau)) {
      VectorArithmetic.apply(
          checkpoint, LinearCombination.of(coefficient, vector), out, options, Progress.silent());
    }
  }

  private Path floats(String name, Map<String, float[]> tensors, Map<String, String> metadata) {
    List<TensorData> data = new ArrayList<>();
    new HashMap<>(tensors)
        .forEach(
            (tensor, values) ->
                data.add(TensorData.ofFloats(tensor, new long[] {values.length}, values)));
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, metadata, data);
    return file;
  }

  private static float[] values(Path file, String tensor) {
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      return read.floats(tensor);
    }
  }

  @Test
  void leavesBuffersAndTheShapeOfOneValueAside() {
    Path before =
        write(
            "before",
            floatsOf(Map.of("w", new float[] {1, 2})),
            ids("text.position_ids"),
            scale(true, 2));
    Path after =
        write("after", floatsOf(Map.of("w", new float[] {1, 3})), List.of(), scale(false, 3));
    Path out = folder.resolve("tau.safetensors");
    for (Path[] pair : new Path[][] {{before, after}, {after, before}}) {
      try (Checkpoint base = Checkpoint.open(pair[0]);
          Checkpoint tuned = Checkpoint.open(pair[1])) {
        VectorArithmetic.make(base, tuned, out, Map.of(), Progress.silent());
      }
      try (SafetensorsFile file = SafetensorsFile.open(out)) {
        assertThat(file.tensors().keySet()).containsExactlyInAnyOrder("w", "logit_scale");
      }
      Path applied = folder.resolve("applied.safetensors");
      apply(pair[0], out, 1, applied, Options.STRICT);
      try (SafetensorsFile file = SafetensorsFile.open(applied)) {
        assertThat(file.floats("w")[1]).isEqualTo(pair[0] == before ? 3 : 2);
      }
      applied.toFile().delete();
      out.toFile().delete();
    }
  }

  @Test
  void givesNoAdviceOnLayoutsWhereTheModelsDiffer() {
    Path before = floats("before", Map.of("w", new float[] {1, 2}), Map.of());
    Path after = floats("after", Map.of("w", new float[] {1, 2, 3}), Map.of());
    try (Checkpoint base = Checkpoint.open(before);
        Checkpoint tuned = Checkpoint.open(after)) {
      assertThatThrownBy(
              () ->
                  VectorArithmetic.make(
                      base, tuned, folder.resolve("o"), Map.of(), Progress.silent()))
          .hasMessageContaining("'w' is [2] and [3]")
          .hasMessageNotContaining("tbar convert");
    }
  }

  private static List<TensorData> floatsOf(Map<String, float[]> values) {
    List<TensorData> all = new ArrayList<>();
    values.forEach((name, v) -> all.add(TensorData.ofFloats(name, new long[] {v.length}, v)));
    return all;
  }

  private static List<TensorData> ids(String name) {
    return List.of(
        TensorData.of(
            name,
            io.tbar.safetensors.Dtype.I64,
            new long[] {1, 2},
            java.nio.ByteBuffer.allocate(16)));
  }

  private static List<TensorData> scale(boolean vector, float value) {
    return List.of(
        TensorData.ofFloats(
            "logit_scale", vector ? new long[] {1} : new long[0], new float[] {value}));
  }

  @SafeVarargs
  private Path write(String name, List<TensorData>... parts) {
    List<TensorData> all = new ArrayList<>();
    for (List<TensorData> part : parts) {
      all.addAll(part);
    }
    Path file = folder.resolve(name + ".safetensors");
    SafetensorsWriter.write(file, Map.of(), all);
    return file;
  }
}
