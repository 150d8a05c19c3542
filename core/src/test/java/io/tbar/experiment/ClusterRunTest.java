package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans computed by several nodes that know a plan by its hash and a stage by its key. */
class ClusterRunTest {
  @TempDir Path folder;
  private final FakeStages fakes = StubPlans.FAKES;

  @BeforeEach
  void forget() {
    fakes.ran.clear();
    fakes.failures.clear();
  }

  private String table(StageStore store) {
    return withoutSeconds(MatrixRunner.merging(store).run(fakes.cells(), Progress.silent()));
  }

  private static String withoutSeconds(List<CellResult> results) {
    return ResultTables.jsonLines(results).replaceAll("\"seconds\": ?[0-9.E-]+", "\"seconds\": 0");
  }

  private int onNodes(StageStore store, int nodes, UnaryOperator<StageOutcome> fate) {
    ClusterRun run = new ClusterRun(store, 1);
    try (ThreadPool pool = new ThreadPool(store.root(), nodes, fate)) {
      run.run(fakes.cells(), SavedPlan.source("stub"), Map.of(), pool, Progress.silent());
    }
    return run.computed();
  }

  private String alone() {
    String table =
        withoutSeconds(
            new MatrixRunner(new StageStore(folder.resolve("alone")))
                .run(fakes.cells(), Progress.silent()));
    fakes.ran.clear();
    return table;
  }

  @Test
  void nodesLeaveTheTableThatOneProcessLeaves() {
    String alone = alone();
    StageStore store = new StageStore(folder.resolve("nodes"));
    assertThat(onNodes(store, 3, outcome -> outcome)).isEqualTo(4 + 8 + 8);
    assertThat(table(store)).isEqualTo(alone);
    assertThat(fakes.ran).as("each once").hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aTaskWhoseAnswerWasLostIsAskedAgainAndComputedOnce() {
    String alone = alone();
    StageStore store = new StageStore(folder.resolve("nodes"));
    Map<String, Boolean> lost = new ConcurrentHashMap<>();
    onNodes(
        store,
        2,
        outcome ->
            lost.putIfAbsent(outcome.key(), true) == null
                ? StageOutcome.lost(outcome.key(), "n1", "The node 'n1' was lost.")
                : outcome);
    assertThat(table(store)).isEqualTo(alone);
    assertThat(fakes.ran).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aNodeThatIsLostAgainAndAgainFailsTheStageAndNotTheRest() {
    StageStore store = new StageStore(folder.resolve("nodes"));
    String key = fakes.cells().get(0).stages().values().iterator().next().key();
    UnaryOperator<StageOutcome> fate =
        outcome ->
            outcome.key().equals(key)
                ? StageOutcome.lost(key, "n1", "The node 'n1' was lost.")
                : outcome;
    onNodes(store, 2, fate);
    assertThat(fakes.ran.stream().filter(name -> name.startsWith("clean"))).hasSize(6);
  }

  @Test
  void aStageThatFailsIsListedAsByOneProcessAndTriedAgainByTheNextRun() {
    fakes.failures.put("clean[1, ours]", TbarException.badInput("The data are wrong."));
    String alone = alone();
    StageStore store = new StageStore(folder.resolve("nodes"));
    onNodes(store, 2, outcome -> outcome);
    assertThat(table(store)).isEqualTo(alone).contains("clean: The data are wrong.");
    fakes.failures.clear();
    fakes.ran.clear();
    onNodes(store, 2, outcome -> outcome);
    assertThat(fakes.ran).as("two stages and what needs them").hasSize(4);
    assertThat(table(store)).doesNotContain("wrong");
  }

  @Test
  void aTaskGoesToJsonAndBackEqual() {
    Stage stage =
        new Stage(
            "clean",
            Map.of("--alpha", 1, "rate", 0.1f, "names", List.of("a", 2), "flip", true),
            Map.of("images", "0".repeat(64)),
            Map.of("poison", fakes.cells().get(0).stages().values().iterator().next()),
            (out, needs, progress) -> Map.of());
    StageTask task =
        StageTask.of(stage, stage.key(), new StageResources(2, 1L << 30, 12.5), "1".repeat(64));
    assertThat(StageTask.of(task.toJson())).isEqualTo(task);
    assertThat(task.needs().values())
        .containsExactly(fakes.cells().get(0).stages().values().iterator().next().key());
  }

  @Test
  void anotherVersionAnotherJavaAndAStoreThatIsNotThereNameTheNode() throws Exception {
    StageStore store = new StageStore(folder);
    String sha = SavedPlan.save(folder, SavedPlan.source("stub"), Map.of());
    Path file = folder.resolve("plans").resolve(sha + ".json");
    assertThat(sentence(store, sha)).isNull();
    String plan = Files.readString(file);
    String other = plan.replace("\"version\": \"1\"", "\"version\": \"2\"");
    assertThat(sentence(store, save(other))).contains(Nodes.here()).contains("tbar 1 and the");
    String java = plan.replaceAll("\"java\": \\d+", "\"java\": 8");
    assertThat(sentence(store, save(java))).contains(Nodes.here()).contains("the driver Java 8");
    Files.writeString(file, plan + " ");
    assertThat(sentence(new StageStore(folder.resolve("nowhere")), sha))
        .contains("The node '" + Nodes.here() + "' does not see the store")
        .contains("folder that every node sees");
  }

  private String save(String plan) throws Exception {
    String sha = io.tbar.base.Sha256.of(plan.getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("plans").resolve(sha + ".json"), plan);
    assertThat(Json.read(folder.resolve("plans").resolve(sha + ".json")).keys()).isNotEmpty();
    return sha;
  }

  private @org.jspecify.annotations.Nullable String sentence(StageStore store, String plan) {
    Stage stage = fakes.cells().get(0).stages().values().iterator().next();
    StageTask task = StageTask.of(stage, stage.key(), new StageResources(1, 0, -1), plan);
    return StageRunner.run(store.root(), task, Progress.silent()).sentence();
  }
}
