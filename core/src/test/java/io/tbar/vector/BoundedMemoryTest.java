package io.tbar.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import io.tbar.checkpoint.Checkpoint;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base many times larger than the memory it may use; the file is sparse and costs no disk. */
class BoundedMemoryTest {
  private static final long ELEMENTS = 40_000_000;

  @TempDir Path folder;

  @Test
  void appliesAVectorInAFractionOfItsSize() throws Exception {
    Path base = sparse("base.safetensors");
    Path tau = sparse("tau.safetensors");
    Path out = folder.resolve("out.safetensors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedMemoryTest.class.getName(),
                base.toString(),
                tau.toString(),
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(folder.resolve("log").toString()).isZero();
    assertThat(out).hasSameBinaryContentAs(base);
  }

  /** Runs in the small process. */
  public static void main(String[] files) {
    try (Checkpoint base = Checkpoint.open(Path.of(files[0]));
        TaskVector vector = TaskVector.open(Path.of(files[1]))) {
      VectorArithmetic.apply(
          base,
          LinearCombination.of(-1, vector),
          Path.of(files[2]),
          VectorArithmetic.Options.STRICT,
          Progress.silent());
    }
  }

  private Path sparse(String name) throws Exception {
    byte[] header =
        ("{\"w\":{\"dtype\":\"F32\",\"shape\":["
                + ELEMENTS
                + "],\"data_offsets\":[0,"
                + 4 * ELEMENTS
                + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve(name);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] padded = java.util.Arrays.copyOf(header, (header.length + 7) / 8 * 8);
      java.util.Arrays.fill(padded, header.length, padded.length, (byte) ' ');
      out.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length).array());
      out.write(padded);
      out.setLength(8 + padded.length + 4 * ELEMENTS);
    }
    return file;
  }
}
