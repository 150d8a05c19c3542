package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares as real processes, one of which is killed. */
class ShardProcessTest {
  private static final int STAGES = 20;

  @TempDir Path folder;
  private final FakeStages fakes = new FakeStages();

  @Test
  void threeProcessesOfWhichOneIsKilledAndStartedAgainLeaveTheTableOfOne() throws Exception {
    String alone = table(new MatrixRunner(new StageStore(folder.resolve("alone"))));
    Path store = folder.resolve("store");
    List<Process> shares = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      shares.add(start(store, i));
    }
    while (stored(store) < 2) {
      Thread.sleep(20);
    }
    Process killed = shares.remove(1);
    killed.destroyForcibly().waitFor();
    assertThat(stored(store)).as("killed in the middle").isLessThan(STAGES);
    shares.add(start(store, 1));
    int computed = 0;
    for (Process share : shares) {
      String said = new String(share.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(share.waitFor()).as(said).isZero();
      computed += Integer.parseInt(said.strip());
    }
    assertThat(stored(store)).isEqualTo(STAGES);
    assertThat(computed).as("nothing is computed twice").isLessThanOrEqualTo(STAGES);
    assertThat(table(MatrixRunner.merging(new StageStore(store)))).isEqualTo(alone);
  }

  private String table(MatrixRunner runner) {
    return ResultTables.jsonLines(runner.run(fakes.cells(), Progress.silent()))
        .replaceAll("\"seconds\": ?[0-9.E-]+", "\"seconds\": 0");
  }

  private static long stored(Path store) throws IOException {
    if (!Files.isDirectory(store.resolve("stages"))) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(store.resolve("stages"), 2)) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).count();
    }
  }

  private static Process start(Path store, int index) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-Dtbar.lease-seconds=5",
            "-cp",
            System.getProperty("java.class.path"),
            ShardProcess.class.getName(),
            store.toString(),
            index + "/3")
        .redirectErrorStream(true)
        .start();
  }
}
