package io.tbar.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.result.ExampleRun;
import io.tbar.result.RunRecord;
import io.tbar.result.Series;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read back field by field as their published format says. */
class TensorBoardTest {
  @TempDir Path logs;

  /** A scalar as it was read. */
  private record Scalar(long step, String tag, float value) {}

  @Test
  void everyFigureOfACellIsOneScalar() throws Exception {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("asr", 0.25);
    figures.put("label", "sneaker");
    figures.put("alpha", 2L);
    TensorBoard.write(logs, "clip/sig/0", Instant.ofEpochSecond(1_700_000_000), figures);

    assertThat(read(logs.resolve("clip/sig/0")))
        .containsExactly(new Scalar(0, "asr", 0.25f), new Scalar(0, "alpha", 2f));
  }

  @Test
  void everyPointOfACurveIsAScalarOfItsStep() throws Exception {
    RunRecord run = ExampleRun.cleaned();
    assertThat(run.curves()).isNotEmpty();
    TensorBoard.write(logs, "run", run);
    TensorBoard.write(logs, "run", run);

    List<Scalar> scalars = read(logs.resolve("run"));
    Series curve = run.curves().get(0);
    assertThat(scalars.stream().filter(scalar -> scalar.tag().equals(curve.name())))
        .hasSize(curve.points().size());
    assertThat(scalars).anyMatch(scalar -> scalar.tag().equals("after/asr"));
  }

  /**
   * The one event file of a run: its frames and their sums are checked, its version is left out.
   */
  private static List<Scalar> read(Path run) throws Exception {
    List<Path> files;
    try (var listing = Files.list(run)) {
      files = listing.toList();
    }
    assertThat(files).hasSize(1);
    assertThat(files.get(0).getFileName().toString()).contains("tfevents");
    ByteBuffer in =
        ByteBuffer.wrap(Files.readAllBytes(files.get(0))).order(ByteOrder.LITTLE_ENDIAN);
    List<Scalar> scalars = new ArrayList<>();
    int records = 0;
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(EventFile.masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(EventFile.masked(data));
      ByteBuffer event = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(event.get()).isEqualTo((byte) 0x09);
      assertThat(event.getDouble()).isGreaterThan(1e9);
      if (records++ == 0) {
        assertThat(event.get()).isEqualTo((byte) 0x1a);
        assertThat(text(event)).isEqualTo("brain.Event:2");
      } else {
        scalars.add(scalar(event));
      }
      assertThat(event.hasRemaining()).isFalse();
    }
    return scalars;
  }

  private static Scalar scalar(ByteBuffer event) {
    assertThat(event.get()).isEqualTo((byte) 0x10);
    long step = number(event);
    assertThat(event.get()).isEqualTo((byte) 0x2a);
    number(event);
    assertThat(event.get()).isEqualTo((byte) 0x0a);
    number(event);
    assertThat(event.get()).isEqualTo((byte) 0x0a);
    String tag = text(event);
    assertThat(event.get()).isEqualTo((byte) 0x15);
    return new Scalar(step, tag, event.getFloat());
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[(int) number(in)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }

  @Test
  void theSumIsTheOneThatTfRecordDefines() {
    // CRC-32C of "123456789" is e3069283; rotated right by 15 and with the constant added.
    assertThat(EventFile.masked("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(Integer.rotateRight(0xe3069283, 15) + 0xa282ead8);
  }
}
