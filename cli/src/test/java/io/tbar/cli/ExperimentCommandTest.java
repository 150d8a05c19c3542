package io.tbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tbar.base.Progress;
import io.tbar.experiment.Cell;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.Stage;
import io.tbar.torch.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments from the command line, on the CLIP that ships with the demo. */
class ExperimentCommandTest {
  private static final Path HOME = Path.of(System.getProperty("tbar.home"));
  private static final String FILE =
      """
      name: given
      variables: {DEMO: }
      models: {clip: {path: "${DEMO}/clip"}}
      data:
        fashion:
          classes: ${DEMO}/data/classes.txt
          templates: fashion
          train: ${DEMO}/data/attacker.tar
          clean: ${DEMO}/data/defender.tar
          test: ${DEMO}/data/defender.tar
          target: sneaker
      attacks:
        given: {checkpoint: "${DEMO}/clip", trigger: "badnet:size=4"}
      methods:
        ours: {estimator: plain}
        half: {method: vector, of: {method: ours}, times: 0.5}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String file, String... more) throws IOException {
    Path yaml = folder.resolve("given.yaml");
    Files.writeString(yaml, file);
    List<String> args = new ArrayList<>(List.of("experiment", yaml.toString(), "--out"));
    args.add(folder.resolve("out").toString());
    args.addAll(List.of("--threads=1", "--set", "DEMO=" + HOME.resolve("demo")));
    args.addAll(List.of(more));
    return tbar(args.toArray(String[]::new));
  }

  private int tbar(String... args) {
    out.reset();
    err.reset();
    return Runner.run(Console.of(out, err, false, () -> false), args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "estimator: plain | device: cuda | 3 | no key 'methods.ours.device'",
        "estimator: plain | estimatr: plain | 3 | no key 'methods.ours.estimatr'; the nearest is"
            + " 'estimator'",
        "'templates: fashion' | 'template: fashion' | 3 | no key 'data.fashion.template'; the"
            + " nearest is 'templates'",
        "checkpoint: | checkpont: | 3 | no key 'attacks.given.checkpont'",
        "estimator: plain | 'estimator: plain, invert: {budgt: quick}' | 3 | no key"
            + " 'methods.ours.invert.budgt'; the nearest is 'budget'",
        "'{method: vector, of: {method: ours}, times: 0.5}' | '{method: disentangle, of: {method:"
            + " ours}, point: 9}' | 3 | no key 'methods.half.point'; the nearest is 'points'",
        "'{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}' | '{trigger: sig, optimise:"
            + " {attack: badclip}}' | 3 | both make the trigger; give one",
        "'{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}' | '{optimise: {attack:"
            + " badclip, step: 9}}' | 3 | no key 'attacks.given.optimise.step'; the nearest is"
            + " 'steps'",
        "'{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}' | '{trigger: [sig, badnet],"
            + " measured: 3}' | 3 | must be the number of one of the triggers, from 1 to 2",
        "'{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}' | '{trigger: [sig, badnet,"
            + " text], target: [bag, coat]}' | 3 | must be one class, or a list of one for each",
        "'{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}' | '{trigger: []}' | 3 | must be"
            + " a trigger or a list of some",
        "'ours: {' | 'ours: {method: par-ft, ' | 3 | 'methods.ours.method' names 'par-ft'; the"
            + " nearest method is 'par'",
        "times: 0.5 | time: 0.5 | 3 | no key 'methods.half.time'; the nearest is 'times'",
        "'variables: {DEMO: }' | 'variables: {DEMO: , OTHER: }\\nabout: ${OTHER}' | 2 | needs the"
            + " variable 'OTHER'"
      })
  void refusesASlipOfThePenBeforeAnythingIsComputed(
      String from, String to, int code, String sentence) throws IOException {
    assertThat(FILE).contains(from);
    assertThat(run(FILE.replace(from, to.replace("\\n", "\n")))).isEqualTo(code);
    assertThat(err()).contains(sentence).doesNotContain("\tat ");
    assertThat(err().strip().lines()).hasSize(1);
    assertThat(folder.resolve("out/store/stages")).doesNotExist();
  }

  @Test
  void dryRunSaysWhatWouldBeDoneAndWritesNothing() throws IOException {
    assertThat(run(FILE, "--dry-run")).isZero();
    assertThat(out())
        .contains("clip/fashion/given/ours/default/0  infected → clean → evaluate")
        .contains("infected → apply → evaluate")
        .contains("2 cells, 5 stages to compute, time unknown");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aCellThatCannotBeIsListedWithItsReason() throws IOException {
    String file = FILE.replace("{method: ours}", "{method: ours, data: fashon}");
    assertThat(run(file, "--dry-run")).isZero();
    assertThat(out())
        .contains("cannot be: ")
        .contains("names 'fashon', which the file does not have; the nearest is 'fashion'");
    assertThat(run(FILE.replace("ours: {", "ours: {method: wise-ft, "), "--dry-run")).isZero();
    assertThat(out()).contains("cannot be: The method wise-ft needs the clean weights");
    String labels = FILE.replace("target: sneaker", "target: sneeker");
    assertThat(run(labels, "--dry-run")).isZero();
    assertThat(out()).contains("\"sneeker\" is not among the 10 classes");
  }

  @Test
  void theDeviceOfTheCommandReachesEveryStage() throws IOException {
    Engine.start(1);
    assumeFalse(torch.cuda_is_available());
    try {
      assertThat(run(FILE, "--device=cuda", "--only", "method=ours")).isEqualTo(3);
      assertThat(err()).contains("The device cuda was asked for");
    } finally {
      Engine.prefer("cpu");
    }
  }

  @Test
  void onlyNamesAreChecked() throws IOException {
    assertThat(run(FILE, "--dry-run", "--only", "method=half")).isZero();
    assertThat(out()).contains("1 cells");
    assertThat(run(FILE, "--dry-run", "--only", "method=hal")).isEqualTo(2);
    assertThat(err()).contains("no method 'hal'; the nearest is 'half'");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    assertThat(run(FILE, "--shard=0/2", "--merge")).isEqualTo(2);
    assertThat(err()).contains("--shard and --merge do not go together");
    assertThat(run(FILE, "--shard=2/2")).isEqualTo(2);
    assertThat(err()).contains("--shard 2/2: give I/N");
  }

  @Test
  void mergingBeforeAnyShareWasComputedSaysSo() throws IOException {
    assertThat(run(FILE, "--merge")).isEqualTo(3);
    assertThat(err()).contains("Nobody has computed it yet; start the missing --shard");
  }

  @Test
  void doesNotWriteIntoAFolderOfSomethingElse() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/thesis.txt"), "mine");
    assertThat(run(FILE)).isEqualTo(3);
    assertThat(err()).contains("holds no experiment");
  }

  @Test
  void anAttackThatDidNotTakeHasAStatusOfItsOwnAndIsReproducedFromTheRecord() throws IOException {
    assertThat(run(FILE)).isEqualTo(4);
    Path cells = folder.resolve("out/cells.jsonl");
    String first = Files.readString(cells);
    assertThat(first.lines()).hasSize(2).allMatch(l -> l.contains("\"attack did not take\""));
    assertThat(first).doesNotContain("asrAfter").contains("asrBefore");
    assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
    assertThat(run(FILE)).as("again, from the store").isEqualTo(4);
    assertThat(cells).hasContent(first);
    String table = out();
    assertThat(run(FILE, "--store=" + folder.resolve("shared"), "--shard=1/2")).isZero();
    assertThat(err()).contains("share 1/2 computed 1 stages; all stages are done");
    assertThat(run(FILE, "--store=" + folder.resolve("shared"), "--shard=0/2")).isZero();
    assertThat(err()).contains("share 0/2 computed 0 stages");
    assertThat(run(FILE, "--store=" + folder.resolve("shared"), "--merge")).isEqualTo(4);
    assertThat(out()).isEqualTo(table);
    assertThat(run(FILE, "--store=" + folder.resolve("nodes"), "--on=test")).isEqualTo(4);
    assertThat(out()).isEqualTo(table);
    assertThat(err()).contains("1 stages were computed on test");
    String set = "DEMO=" + HOME.resolve("demo");
    String run = folder.resolve("out").toString();
    String cell = "clip/fashion/given/ours/default/0";
    assertThat(tbar("reproduce", run, "--cell", cell, "--set", set, "--threads=1")).isZero();
    assertThat(err()).contains("are the same");
    tamper();
    assertThat(run(FILE)).isEqualTo(3);
    assertThat(err()).contains("does not match its hash").contains("2 of 2 cells failed");
  }

  private void tamper() throws IOException {
    try (Stream<Path> walk = Files.walk(folder.resolve("out/store"))) {
      Path record = walk.filter(p -> p.endsWith("out/result.json")).findFirst().orElseThrow();
      Files.writeString(record, Files.readString(record) + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single-task",
        "image-text",
        "transfer",
        "forget-set-size",
        "alpha-sensitivity",
        "architectures",
        "attack-unknown",
        "mix",
        "all-methods"
      })
  void theReadySmallExperimentsFitTheCommandsAndTheData(String name) {
    String shared = System.getProperty("tbar.shared");
    List<String> args = new ArrayList<>(List.of("experiment"));
    args.add(HOME.resolve("experiments").resolve(name).resolve("small.yaml").toString());
    args.addAll(List.of("--set", "SHARED=" + shared, "--dry-run"));
    args.addAll(List.of("--out", folder.resolve("out").toString()));
    if (name.equals("architectures")) {
      args.addAll(List.of("--set", "MODEL2=" + HOME.resolve("demo/clip")));
    }
    assertThat(tbar(args.toArray(String[]::new))).as(err()).isZero();
    assertThat(out()).doesNotContain("cannot be").contains("stages to compute");
  }

  @Test
  void theHardCasesFitTheCommandsAndPutInEachAttackOnce() {
    Path file = HOME.resolve("experiments/hard-cases/small.yaml");
    String demo = "DEMO=" + HOME.resolve("demo");
    String out = folder.resolve("out").toString();
    assertThat(tbar("experiment", file.toString(), "--set", demo, "--dry-run", "--out", out))
        .as(err())
        .isZero();
    // Fourteen rows of nine attacks, each cleaned in two ways.
    assertThat(out())
        .doesNotContain("cannot be")
        .containsPattern("poison +0 +9 ")
        .containsPattern("invert +0 +9 ")
        .containsPattern("clean +0 +18 ")
        .containsPattern("evaluate +0 +28 ");
  }

  @Test
  void ofSeveralTriggersADefenceIsToldOneAndOneIsMeasured() throws IOException {
    String several =
        "{trigger: [\"badnet:size=4\", sig, triangles], target: [sneaker, coat, bag], share: [0.5,"
            + " 0.3, 0.2], told: 2, measured: 3}";
    Path yaml = folder.resolve("given.yaml");
    Files.writeString(
        yaml,
        FILE.replace("{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}", several)
            .replace("ours: {", "unknown: {invert: {budget: quick}}\n  ours: {"));
    Matrix matrix = Matrix.read(yaml, Map.of("DEMO", HOME.resolve("demo").toString()));
    CellPlanner planner =
        new CellPlanner(
            matrix,
            new InputDigests(folder.resolve("digests.tsv"), Progress.silent()),
            List.of("--threads=1"));
    planner.check();
    Map<String, Stage> stages =
        planner.plan(new Cell("clip", "fashion", "given", "ours", "default", 0)).stages();
    assertThat(Objects.requireNonNull(stages.get("poison")).configuration())
        .containsEntry("trigger", "badnet:size=4")
        .containsEntry("target", "sneaker")
        .containsEntry("trigger 2", "sig")
        .containsEntry("target 2", "coat")
        .containsEntry("trigger 3", "triangles")
        .containsEntry("target 3", "bag")
        .containsEntry("--share", List.of("0.5", "0.3", "0.2"));
    assertThat(Objects.requireNonNull(stages.get("clean")).configuration())
        .containsEntry("trigger 2", "sig")
        .containsEntry("target 2", "coat")
        .doesNotContainKeys("trigger", "trigger 3");
    assertThat(Objects.requireNonNull(stages.get("evaluate")).configuration())
        .containsEntry("trigger 3", "triangles")
        .containsEntry("target 3", "bag")
        .doesNotContainKeys("trigger", "trigger 2");
    Map<String, Stage> unknown =
        planner.plan(new Cell("clip", "fashion", "given", "unknown", "default", 0)).stages();
    assertThat(Objects.requireNonNull(unknown.get("invert")).configuration().toString())
        .doesNotContain("badnet", "sig", "triangles", "coat", "bag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single-task",
        "image-text",
        "transfer",
        "forget-set-size",
        "alpha-sensitivity",
        "architectures",
        "attack-unknown",
        "mix"
      })
  void theReadyFullExperimentsFitTheCommandsAndTheLayoutOfTheData(String name) throws IOException {
    Path data = folder.resolve("data");
    for (String set : List.of("sun397", "cifar100", "imagenet", "cc3m")) {
      for (var part : Map.of("train", "attacker", "clean", "defender", "test", "test").entrySet()) {
        Path shard = data.resolve(set).resolve(part.getKey()).resolve("000000.tar");
        Files.createDirectories(shard.getParent());
        Files.copy(HOME.resolve("demo/data/" + part.getValue() + ".tar"), shard);
      }
      Files.writeString(
          data.resolve(set).resolve("classes.txt"),
          "abbey\napple\ngoldfish\nbanana\norange\na\nb\nc\nd\ne\n");
    }
    Path clip = HOME.resolve("demo/clip");
    Path models = folder.resolve("models");
    Files.createDirectories(models);
    for (String model : List.of("vit-b-32", "vit-b-16", "vit-l-14")) {
      Files.createSymbolicLink(models.resolve(model), clip);
    }
    List<String> args = new ArrayList<>(List.of("experiment"));
    args.add(HOME.resolve("experiments").resolve(name).resolve("full.yaml").toString());
    args.addAll(List.of("--set", "DATA=" + data, "--dry-run", "--out", folder + "/out"));
    boolean three = name.equals("architectures");
    args.addAll(List.of("--set", three ? "MODELS=" + models : "CLIP=" + clip));
    assertThat(tbar(args.toArray(String[]::new))).as(err()).isZero();
    assertThat(out()).doesNotContain("cannot be").contains("stages to compute");
  }

  @Test
  void whatIsToldOfNoAttackIsKnownByNothingOfIt() throws IOException {
    String invert = "unknown: {invert: {budget: quick}}\n  ours: {estimator: plain}";
    Path yaml = folder.resolve("given.yaml");
    Files.writeString(yaml, FILE.replace("ours: {estimator: plain}", invert));
    Matrix matrix = Matrix.read(yaml, Map.of("DEMO", HOME.resolve("demo").toString()));
    CellPlanner planner =
        new CellPlanner(
            matrix,
            new InputDigests(folder.resolve("digests.tsv"), Progress.silent()),
            List.of("--threads=1"));
    Cell unknown = new Cell("clip", "fashion", "given", "unknown", "default", 0);
    Map<String, Stage> stages = planner.plan(unknown).stages();
    assertThat(stages).containsOnlyKeys("poison", "invert", "clean", "evaluate");
    for (String role : List.of("invert", "clean")) {
      Stage stage = Objects.requireNonNull(stages.get(role));
      assertThat(stage.configuration()).as(role).doesNotContainKeys("trigger", "target");
      assertThat(stage.configuration().values().toString()).doesNotContain("badnet", "sneaker");
      assertThat(stage.inputs()).as(role).doesNotContainKeys("trigger", "test");
    }
    assertThat(Objects.requireNonNull(stages.get("evaluate")).configuration())
        .containsEntry("target", "sneaker")
        .containsEntry("trigger", "badnet:size=4");
  }

  @Test
  void anOptimisedTriggerIsOneStageThatPoisoningCleaningMeasuringAndMappingShare()
      throws IOException {
    String file =
        FILE.replace(
                "{checkpoint: \"${DEMO}/clip\", trigger: \"badnet:size=4\"}",
                "{optimise: {attack: badmerging, steps: 5}, attack: badmerging}")
            .replace(
                "times: 0.5}", "times: 0.5}\n  map: {method: disentangle, of: {method: ours}}");
    assertThat(run(file, "--dry-run")).isZero();
    assertThat(out())
        .contains("clip/fashion/given/map/default/0   poison → disentangle")
        .containsPattern("optimise +0 +1 ")
        .containsPattern("poison +0 +1 ")
        .contains("3 cells, 7 stages to compute");
  }
}
