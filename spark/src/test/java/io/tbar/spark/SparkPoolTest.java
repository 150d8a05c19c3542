package io.tbar.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import io.tbar.experiment.CellStatus;
import io.tbar.experiment.ClusterRun;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.ResultTables;
import io.tbar.experiment.StageStore;
import io.tbar.experiment.TaskPool;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Spark in this process, and stages that do next to nothing. */
class SparkPoolTest {
  private static final int CELLS = 6;

  @TempDir Path folder;

  private ClusterRun onSpark(String master, boolean lose) {
    StageStore store = new StageStore(folder);
    ClusterRun run = new ClusterRun(store, 1);
    Map<String, Object> body = Map.of("cells", CELLS, "millis", 5, "lose", lose);
    try (TaskPool pool = new SparkPool.Opener().open(master, folder, "naps", 1)) {
      run.run(cells(folder, lose), new NapPlans(), body, pool, Progress.silent());
    }
    return run;
  }

  private static List<PlannedCell> cells(Path store, boolean lose) {
    return NapPlans.cells(CELLS, 5, lose, store);
  }

  private static String table(Path store, boolean elsewhere) {
    StageStore stages = new StageStore(store);
    MatrixRunner runner = elsewhere ? MatrixRunner.merging(stages) : new MatrixRunner(stages);
    return ResultTables.jsonLines(runner.run(cells(store, false), Progress.silent()))
        .replaceAll("\"seconds\": ?[0-9.E-]+", "\"seconds\": 0");
  }

  @Test
  void leavesTheTableThatOneProcessLeaves() {
    assertThat(onSpark("local[2]", false).computed()).isEqualTo(2 * CELLS);
    assertThat(table(folder, true)).isEqualTo(table(folder.resolve("alone"), false));
    assertThat(onSpark("local[2]", false).computed()).as("done before").isZero();
  }

  @Test
  void tasksThatSparkLosesAreTriedAgainAndLeaveTheSameTable() {
    assertThat(onSpark("local[2,3]", true).computed()).isEqualTo(2 * CELLS);
    assertThat(table(folder, true)).isEqualTo(table(folder.resolve("alone"), false));
  }

  @Test
  void aTaskThatSparkGivesUpIsHandedInAnew() {
    assertThat(onSpark("local[2]", true).computed()).isEqualTo(2 * CELLS);
    assertThat(
            MatrixRunner.merging(new StageStore(folder))
                .run(cells(folder, true), Progress.silent()))
        .hasSize(CELLS)
        .allMatch(cell -> cell.status() == CellStatus.CLEANED);
  }

  @Test
  void aMasterThatDoesNotAnswerOrIsNoneIsToldInOneSentence() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> Masters.requireReachable("spark://127.0.0.1:" + port))
        .isInstanceOfSatisfying(
            TbarException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_INPUT))
        .hasMessageContaining("spark://127.0.0.1:" + port + "' does not answer from the node");
    for (String wrong : List.of("lokal[2]", "spark://host", "mesos://host:1")) {
      assertThatThrownBy(() -> Masters.requireReachable(wrong))
          .isInstanceOfSatisfying(
              TbarException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
          .hasMessageContaining("--on " + wrong);
    }
  }
}
