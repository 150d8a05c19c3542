package io.tbar.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Sha256;
import io.tbar.base.TbarException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
  private static final Path GOLDEN = Path.of(System.getProperty("tbar.shared"), "golden");

  @TempDir Path folder;

  @Test
  void sortsAsTheReferenceDoes() {
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(
        file,
        Map.of(),
        List.of(
            empty("z", Dtype.F32, 3),
            empty("b", Dtype.I64, 2),
            empty("a", Dtype.U8, 1),
            empty("c", Dtype.F16),
            empty("A", Dtype.F32, 3),
            empty("e", Dtype.F32, 0, 2)));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.tensors().keySet()).containsExactly("b", "A", "e", "z", "c", "a");
      assertThat(read.dataStart() % 8).isZero();
    }
  }

  @Test
  void writesWhatTheReferenceWroteByteForByte() throws Exception {
    for (String name :
        List.of(
            "models/hf-quick-gelu/model.safetensors",
            "models/hf-gelu-bf16/model.safetensors",
            "arithmetic/base-f16.safetensors")) {
      Path golden = GOLDEN.resolve(name);
      Path copy = folder.resolve(name.replace('/', '-'));
      String digest;
      try (SafetensorsFile file = SafetensorsFile.open(golden)) {
        List<TensorData> tensors = new ArrayList<>();
        file.tensors().values().forEach(tensor -> tensors.add(0, TensorData.of(file, tensor)));
        digest = SafetensorsWriter.write(copy, file.metadata(), tensors);
      }
      assertThat(Files.mismatch(golden, copy)).as(name).isEqualTo(-1);
      assertThat(digest).isEqualTo(Sha256.of(golden));
    }
  }

  @Test
  void writesAnEmptyFile() throws Exception {
    Path file = folder.resolve("x.safetensors");
    SafetensorsWriter.write(file, Map.of(), List.of());
    assertThat(Files.readAllBytes(file))
        .isEqualTo(new byte[] {8, 0, 0, 0, 0, 0, 0, 0, '{', '}', ' ', ' ', ' ', ' ', ' ', ' '});
  }

  @Test
  void refusesToReplaceAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("x.safetensors"), "mine");
    assertThatThrownBy(() -> SafetensorsWriter.write(file, Map.of(), List.of()))
        .isInstanceOf(TbarException.class)
        .hasMessageContaining("exists already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void readsFloatsAndPiecesOfATensor() {
    Path file = folder.resolve("x.safetensors");
    float[] values = {1.5f, -0f, Float.NaN, 3e38f, 1e-45f};
    SafetensorsWriter.write(
        file, SafetensorsWriter.PT, List.of(TensorData.ofFloats("w", new long[] {5}, values)));
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.floats("w")).containsExactly(values);
      ByteBuffer piece = ByteBuffer.allocate(100);
      assertThat(read.read(read.info("w"), 12, piece)).isEqualTo(8);
      assertThat(piece.position()).isEqualTo(8);
      assertThat(read.map(read.info("w")).getFloat(0)).isEqualTo(1.5f);
      assertThatThrownBy(() -> read.info("v")).hasMessageContaining("no tensor 'v'");
    }
  }

  private static TensorData empty(String name, Dtype dtype, long... shape) {
    TensorInfo info = new TensorInfo(name, dtype, shape, 0, 0);
    return TensorData.of(
        name, dtype, shape, ByteBuffer.allocate((int) info.elements() * dtype.bytes()));
  }
}
