package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, kill and a full disk in the middle of a real process's work. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "sends signals by the shell's means")
class InterruptIT {
  private static final Path TBAR = Path.of(System.getProperty("tbar.home"), "tbar");
  private static final long ELEMENTS = 500_000_000L;

  @TempDir Path folder;
  private Path base;
  private Path vector;
  private Path place;

  /** Two gigabytes of zeros that take no room on the disk: work for some seconds. */
  @BeforeEach
  void makeLargeFiles() throws IOException {
    base = sparse("base.safetensors");
    vector = sparse("vector.safetensors");
    place = Files.createDirectory(folder.resolve("place"));
  }

  private Path sparse(String name) throws IOException {
    Path file = folder.resolve(name);
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(ELEMENTS, 4 * ELEMENTS);
    byte[] bytes = header.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.writeLong(Long.reverseBytes(padded.length));
      out.write(padded);
      out.setLength(8 + padded.length + 4 * ELEMENTS);
    }
    return file;
  }

  private Process start(Path err, String... prefix) throws IOException {
    List<String> command =
        Stream.concat(
                Arrays.stream(prefix),
                Stream.of(
                    TBAR.toString(),
                    "vector",
                    "apply",
                    base.toString(),
                    "--add",
                    "1:" + vector,
                    "--out",
                    place.resolve("out.safetensors").toString()))
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TBAR_BUILD", "never");
    return builder.start();
  }

  /** Waits until the output is being written under another name. */
  private void awaitWork(Process process) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (isEmpty(place)) {
      assertThat(process.isAlive()).as("still at work").isTrue();
      assertThat(System.nanoTime()).as("began within a minute").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
    return process.exitValue();
  }

  @Test
  void killLeavesNothingAndEndsWith130() throws Exception {
    Path err = folder.resolve("err");
    Process process = start(err);
    awaitWork(process);
    process.destroy();
    assertThat(end(process)).isEqualTo(130);
    assertThat(Files.readString(err)).contains("tbar: Stopped").doesNotContain("\tat ");
    assertThat(place).isEmptyDirectory();
    assertThat(Files.size(base)).isGreaterThan(4 * ELEMENTS);
  }

  @Test
  void ctrlCLeavesNothingAndEndsWith130() throws Exception {
    Path err = folder.resolve("err");
    // The tests may run where SIGINT is ignored, and a child would go on ignoring it.
    Process process = start(err, "env", "--default-signal=INT");
    awaitWork(process);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(end(process)).isEqualTo(130);
    assertThat(Files.readString(err)).contains("tbar: Stopped");
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void aSuddenDeathLeavesNothingUnderTheFinalName() throws Exception {
    Process process = start(folder.resolve("err"));
    awaitWork(process);
    process.destroyForcibly();
    end(process);
    assertThat(place.resolve("out.safetensors")).doesNotExist();
  }

  @Test
  void aPlaceThatIsFullIsSaidInOneSentence() throws Exception {
    Path err = folder.resolve("err");
    // A limit on the size of files makes writes fail in the middle, as a full disk does.
    Process process = start(err, "bash", "-c", "ulimit -f 4000; exec \"$@\"", "bash");
    assertThat(end(process)).isEqualTo(3);
    String said = Files.readString(err);
    assertThat(said).contains("out.safetensors").contains("tbar: Cannot write");
    assertThat(said).doesNotContain("\tat ");
    assertThat(place).isEmptyDirectory();
  }
}
