package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Equal processes that share a store, and the leases by which they keep out of each other's way.
 */
class ShardRunTest {
  @TempDir Path folder;
  private final FakeStages fakes = new FakeStages();

  @Test
  void threeSharesTogetherComputeEachStageOnce() throws Exception {
    var threads = Executors.newFixedThreadPool(3);
    List<Future<Integer>> ends = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Shard shard = new Shard(i, 3);
      ends.add(
          threads.submit(
              () ->
                  new ShardRun(new StageStore(folder), shard)
                      .run(fakes.cells(), Progress.silent())));
    }
    for (Future<Integer> end : ends) {
      assertThat(end.get()).as("failures").isZero();
    }
    threads.shutdown();
    assertThat(fakes.ran).hasSize(20).doesNotHaveDuplicates();
    assertThat(MatrixRunner.merging(new StageStore(folder)).run(fakes.cells(), Progress.silent()))
        .hasSize(8)
        .allMatch(cell -> cell.status() == CellStatus.CLEANED);
  }

  @Test
  void aShareWhoseOthersNeverStartedDoesTheirsToo() {
    ShardRun run = new ShardRun(new StageStore(folder), new Shard(2, 5));
    assertThat(run.run(fakes.cells(), Progress.silent())).isZero();
    assertThat(run.computed()).isEqualTo(20);
  }

  @Test
  void failuresAreNotedForTheOneWhoMerges() {
    fakes.failures.put("clean[1, ours]", TbarException.badInput("The data are wrong."));
    int failed =
        new ShardRun(new StageStore(folder), new Shard(0, 1)).run(fakes.cells(), Progress.silent());
    assertThat(failed).as("two stages and what needs them").isEqualTo(2);
    assertThat(MatrixRunner.merging(new StageStore(folder)).run(fakes.cells(), Progress.silent()))
        .filteredOn(cell -> cell.status() == CellStatus.FAILED)
        .hasSize(2)
        .allMatch(cell -> "clean: The data are wrong.".equals(cell.reason()));
  }

  @Test
  void mergingBeforeTheEndSaysWhatIsMissing() {
    List<CellResult> results =
        MatrixRunner.merging(new StageStore(folder)).run(fakes.cells(), Progress.silent());
    assertThat(results)
        .allMatch(
            cell ->
                cell.status() == CellStatus.FAILED
                    && String.valueOf(cell.reason()).contains("Nobody has computed it yet"));
    assertThat(fakes.ran).isEmpty();
  }

  @Test
  void aLeaseThatStandsStillIsTakenOverByTheWatchersOwnClock() throws Exception {
    Files.createDirectories(folder);
    AtomicLong clock = new AtomicLong();
    StageLeases watcher = new StageLeases(folder, clock::get, 60);
    Files.writeString(folder.resolve("key"), "{\"owner\": \"id elsewhere 7 id\", \"beats\": 1}");
    assertThat(watcher.take("key")).as("seen for the first time").isNull();
    assertThat(watcher.holder("key")).isEqualTo("elsewhere (process 7)");
    clock.addAndGet(59_000_000_000L);
    assertThat(watcher.take("key")).isNull();
    Files.writeString(folder.resolve("key"), "{\"owner\": \"id elsewhere 7 id\", \"beats\": 2}");
    clock.addAndGet(59_000_000_000L);
    assertThat(watcher.take("key")).as("it beat in between").isNull();
    clock.addAndGet(61_000_000_000L);
    try (StageLeases.Lease taken = watcher.take("key")) {
      assertThat(taken).isNotNull();
      assertThat(new StageLeases(folder).take("key")).as("a living one").isNull();
    }
    assertThat(folder.resolve("key")).doesNotExist();
  }

  @Test
  void aLeaseOfAProcessOfThisMachineThatEndedIsTakenAtOnce() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Files.writeString(
        folder.resolve("key"),
        "{\"owner\": \"id " + Nodes.here() + " " + process.pid() + " id\", \"beats\": 1}");
    try (StageLeases.Lease taken = new StageLeases(folder).take("key")) {
      assertThat(taken).isNotNull();
    }
  }

  @Test
  void twoDriversOnOneStoreDoNotFailEachOther() throws Exception {
    var threads = Executors.newFixedThreadPool(2);
    List<Future<List<CellResult>>> ends = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ends.add(
          threads.submit(
              () ->
                  new MatrixRunner(new StageStore(folder)).run(fakes.cells(), Progress.silent())));
    }
    assertThat(ends.get(0).get()).isEqualTo(ends.get(1).get());
    threads.shutdown();
    assertThat(fakes.ran).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aShareThatIsNoneIsRefusedInOneSentence() {
    for (String text : List.of("3/3", "1", "-1/3", "a/b", "0/0")) {
      assertThatThrownBy(() -> Shard.parse(text))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("--shard " + text)
          .hasMessageContaining("0/3, 1/3 and 2/3");
    }
    assertThat(Shard.parse("1/3")).isEqualTo(new Shard(1, 3));
  }

  @Test
  void tenThousandStagesAreMadeAndWalkedAndSimulatedNearTheBound() {
    List<PlannedCell> cells = new ArrayList<>();
    for (int i = 0; i < 3334; i++) {
      Stage poison =
          new Stage("poison", Map.of("seed", i), Map.of(), Map.of(), (o, n, p) -> Map.of());
      Stage clean =
          new Stage("clean", Map.of(), Map.of(), Map.of("p", poison), (o, n, p) -> Map.of());
      Stage measure =
          new Stage("evaluate", Map.of(), Map.of(), Map.of("c", clean), (o, n, p) -> Map.of());
      Map<String, Stage> stages = new LinkedHashMap<>();
      stages.put("poison", poison);
      stages.put("clean", clean);
      stages.put("evaluate", measure);
      cells.add(PlannedCell.of(new Cell("m", "d", "a", "m", "b", i), stages));
    }
    PlanWalk walk = new PlanWalk(cells);
    assertThat(walk.size()).isEqualTo(10_002);
    int walked = 0;
    for (String key = walk.next(); key != null; key = walk.next()) {
      walk.done(key, Map.of());
      walked++;
    }
    assertThat(walked).isEqualTo(10_002);
    assertThat(walk.open()).isZero();
    PlanSimulation simulated = PlanSimulation.of(cells, 64, stage -> 1);
    assertThat(simulated.longest()).isEqualTo(3);
    assertThat(simulated.work()).isEqualTo(10_002);
    assertThat(simulated.seconds()).isBetween(simulated.bound(), simulated.bound() + 3);
  }
}
