package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Matrices of stages that do next to nothing. */
class MatrixRunnerTest {
  @TempDir Path folder;
  private final FakeStages fakes = new FakeStages();

  private List<CellResult> run(Path store) {
    return run(store, fakes.cells(), Progress.silent());
  }

  /** The clock stands still, so that tables of two runs can be the same. */
  private List<CellResult> run(Path store, List<PlannedCell> cells, Progress progress) {
    return new MatrixRunner(new StageStore(store, () -> 0)).run(cells, progress);
  }

  private Stage stage(int cell, String role) {
    return java.util.Objects.requireNonNull(fakes.cells().get(cell).stages().get(role));
  }

  @Test
  void computesSharedStagesOnce() {
    List<CellResult> results = run(folder);
    assertThat(fakes.ran).hasSize(4 + 8 + 8);
    assertThat(fakes.ran.stream().filter(name -> name.startsWith("poison"))).hasSize(4);
    assertThat(results).hasSize(8).allMatch(cell -> cell.status() == CellStatus.CLEANED);
  }

  @Test
  void usesWhatTheStoreHolds() {
    List<CellResult> first = run(folder);
    fakes.ran.clear();
    assertThat(run(folder)).isEqualTo(first);
    assertThat(fakes.ran).isEmpty();
  }

  @Test
  void goesOnAfterAStopAtAnyMomentAndEndsInTheSameTable() {
    List<PlannedCell> cells = fakes.cells().subList(0, 4);
    String whole = ResultTables.jsonLines(run(folder.resolve("whole"), cells, Progress.silent()));
    int stages = fakes.ran.size();
    assertThat(stages).isEqualTo(10);
    for (int stop = 1; stop < stages; stop++) {
      Path store = folder.resolve("stopped" + stop);
      fakes.ran.clear();
      int last = stop;
      assertThatThrownBy(() -> run(store, cells, new StopsAfter(fakes, last)))
          .isInstanceOf(TbarException.class)
          .hasMessageContaining("Stopped");
      assertThat(ResultTables.jsonLines(run(store, cells, Progress.silent()))).isEqualTo(whole);
      assertThat(fakes.ran).as("nothing computed twice").hasSize(stages).doesNotHaveDuplicates();
    }
  }

  /** Asks to stop once so many stages were begun; the last of them is finished. */
  private record StopsAfter(FakeStages fakes, int stages) implements Progress {
    @Override
    public void update(String stage, long done, long total) {}

    @Override
    public boolean cancelled() {
      return fakes.ran.size() >= stages;
    }
  }

  @Test
  void removesWhatAKilledProcessLeftAndComputesItAgain() throws IOException {
    String key = fakes.cells().get(0).stages().values().iterator().next().key();
    Path left = new StageStore(folder).folder(key).resolveSibling("." + key + ".x.unfinished");
    Files.createDirectories(left.resolve("out"));
    Files.writeString(left.resolve("out/text"), "half");
    assertThat(run(folder)).allMatch(cell -> cell.status() == CellStatus.CLEANED);
    assertThat(left).doesNotExist();
  }

  @Test
  void finishesTheRestWhereAStageFails() {
    fakes.failures.put("clean[1, ours]", TbarException.badInput("The data are wrong."));
    fakes.failures.put("poison[0, sig]", new IllegalStateException("a fault\nof ours"));
    List<CellResult> results = run(folder);
    assertThat(results.stream().filter(cell -> cell.status() == CellStatus.FAILED))
        .extracting(cell -> cell.cell().id() + ": " + cell.reason())
        .containsExactly(
            "clip/cifar/sig/ours/default/0: poison: Internal error in the stage poison:"
                + " IllegalStateException: a fault",
            "clip/cifar/sig/theirs/default/0: poison: Internal error in the stage poison:"
                + " IllegalStateException: a fault",
            "clip/cifar/badnet/ours/default/1: clean: The data are wrong.",
            "clip/cifar/sig/ours/default/1: clean: The data are wrong.");
    assertThat(results.stream().filter(cell -> cell.status() == CellStatus.CLEANED)).hasSize(4);
    fakes.failures.clear();
    assertThat(run(folder)).as("tried again").allMatch(c -> c.status() == CellStatus.CLEANED);
  }

  @Test
  void keepsTheFiguresOfTheStagesBeforeTheOneThatFailed() {
    fakes.failures.put("clean[0, ours]", TbarException.badInput("The data are wrong."));
    CellResult failed = run(folder).get(0);
    assertThat(failed.number(Figure.ASR_BEFORE)).isNotNull();
    assertThat(failed.number(Figure.ASR_AFTER)).isNull();
  }

  @Test
  void listsACellThatCannotBeAndFinishesTheRest() {
    List<PlannedCell> cells = new java.util.ArrayList<>(fakes.cells());
    Cell cell = new Cell("clip", "cifar", "badnet", "salun", "default", 0);
    cells.add(1, PlannedCell.impossible(cell, "The method salun needs labels."));
    List<CellResult> results =
        new MatrixRunner(new StageStore(folder)).run(cells, Progress.silent());
    assertThat(results.get(1).status()).isEqualTo(CellStatus.CANNOT_BE);
    assertThat(results.get(1).reason()).isEqualTo("The method salun needs labels.");
    assertThat(results).filteredOn(r -> r.status() == CellStatus.CLEANED).hasSize(8);
  }

  @Test
  void anAttackThatDidNotTakeIsNoSuccessOfTheDefence() {
    Cell cell = new Cell("clip", "cifar", "wanet", "ours", "default", 0);
    Stage poison =
        new Stage(
            "poison",
            Map.of(),
            Map.of(),
            Map.of(),
            (out, needs, progress) ->
                Map.of("asrBefore", 0.3, MatrixRunner.STOP, "attack did not take"));
    Stage clean = fakes.stage("clean", Map.of(), Map.of("poison", poison));
    Map<String, Stage> stages = new java.util.LinkedHashMap<>();
    stages.put("poison", poison);
    stages.put("clean", clean);
    CellResult result =
        new MatrixRunner(new StageStore(folder))
            .run(List.of(PlannedCell.of(cell, stages)), Progress.silent())
            .get(0);
    assertThat(result.status()).isEqualTo(CellStatus.ATTACK_DID_NOT_TAKE);
    assertThat(result.number(Figure.ASR_AFTER)).isNull();
    assertThat(fakes.ran).as("the defence did not run").isEmpty();
  }

  @Test
  void aMethodThatDidNotRemoveWhatItInferredIsMeasuredAndNoSuccess() {
    Cell cell = new Cell("clip", "cifar", "badnet", "unknown", "default", 0);
    Stage clean =
        new Stage(
            "clean",
            Map.of(),
            Map.of(),
            Map.of(),
            (out, needs, progress) -> Map.of(MatrixRunner.OUTCOME, "proxy not removed"));
    Stage evaluate =
        new Stage(
            "evaluate",
            Map.of(),
            Map.of(),
            Map.of("clean", clean),
            (out, needs, progress) -> Map.of("asrAfter", 0.9));
    Map<String, Stage> stages = new java.util.LinkedHashMap<>();
    stages.put("clean", clean);
    stages.put("evaluate", evaluate);
    CellResult result =
        new MatrixRunner(new StageStore(folder))
            .run(List.of(PlannedCell.of(cell, stages)), Progress.silent())
            .get(0);
    assertThat(result.status()).isEqualTo(CellStatus.PROXY_REMAINS);
    assertThat(result.status().answered()).isFalse();
    assertThat(result.number(Figure.ASR_AFTER)).isEqualTo(0.9);
    assertThat(result.figures()).doesNotContainKey(MatrixRunner.OUTCOME);
  }

  @Test
  void refusesAndNamesAStoredStageThatWasChanged() throws IOException {
    run(folder);
    Stage changed = stage(2, "clean");
    Path file = new StageStore(folder).folder(changed.key()).resolve("out/text");
    Files.writeString(file, "tampered");
    List<CellResult> results = run(folder);
    assertThat(results.get(2).status()).isEqualTo(CellStatus.FAILED);
    assertThat(results.get(2).reason())
        .contains(changed.key())
        .contains("'text' does not match its hash")
        .contains("delete that folder")
        .doesNotContain("\n");
    assertThat(results).filteredOn(r -> r.status() == CellStatus.CLEANED).hasSize(7);
    assertThat(file).as("nothing is deleted by itself").hasContent("tampered");
  }

  @Test
  void refusesAManifestWhoseFiguresWereChanged() throws IOException {
    run(folder);
    Stage changed = stage(0, "evaluate");
    Path file = new StageStore(folder).folder(changed.key()).resolve("stage.json");
    Files.writeString(
        file, Files.readString(file).replaceFirst("\"asrAfter\": 0", "\"asrAfter\": 9"));
    assertThat(run(folder).get(0).reason()).contains("stage.json does not match its own hash");
  }

  @Test
  void refusesAStageWithAFileMissingOrAdded() throws IOException {
    run(folder);
    Path out = new StageStore(folder).folder(stage(0, "poison").key());
    Files.writeString(out.resolve("out/more"), "");
    assertThat(run(folder).get(0).reason()).contains("the file 'more' was added");
    Files.delete(out.resolve("out/more"));
    Files.delete(out.resolve("out/text"));
    assertThat(run(folder).get(0).reason()).contains("'text' is missing");
  }

  @Test
  void saysInOneSentenceThatTheDiskIsFullAndLosesNothing() throws IOException {
    Stage full =
        new Stage(
            "clean",
            Map.of("disk", "full"),
            Map.of(),
            Map.of(),
            (out, needs, progress) -> {
              throw new IOException("No space left on device");
            });
    Cell cell = new Cell("clip", "cifar", "badnet", "ours", "default", 0);
    List<PlannedCell> cells = new java.util.ArrayList<>(fakes.cells());
    cells.set(0, PlannedCell.of(cell, Map.of("clean", full)));
    List<CellResult> results =
        new MatrixRunner(new StageStore(folder)).run(cells, Progress.silent());
    assertThat(results.get(0).reason()).contains("the disk is full").doesNotContain("\n");
    assertThat(results.get(1).status()).isEqualTo(CellStatus.CLEANED);
    assertThat(new StageStore(folder).folder(full.key())).doesNotExist();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.toString().contains(".unfinished"))).isEmpty();
    }
  }

  @Test
  void aSecondRunnerIsLetIn() {
    try (MatrixLock first = MatrixLock.take(folder);
        MatrixLock second = MatrixLock.take(folder)) {
      assertThat(first).isNotSameAs(second);
      assertThat(folder.resolve("lock")).exists();
    }
  }
}
