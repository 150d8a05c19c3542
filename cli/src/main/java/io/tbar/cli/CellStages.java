package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.experiment.CellStatus;
import io.tbar.experiment.Keys;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.Stage;
import io.tbar.measure.Evaluation;
import io.tbar.measure.Measure;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages that every cell has: an infected checkpoint, and the measuring of the cleaned one. */
final class CellStages {
  /** Folder of a stage that holds the checkpoint. */
  static final String MODEL = "model";

  static final String INFECTED = "poison";
  static final String CLEANED = "clean";
  static final String MEASURED = "evaluate";

  /** Options of poison that the cell fills. */
  private static final Set<String> FILLED = Set.of("data", "test");

  /** Keys of an attack that are no options of poison. */
  private static final Set<String> FURTHER =
      Set.of("trigger", "optimise", "target", CellTrigger.TOLD, CellTrigger.MEASURED);

  private static final double TAKEN_ABOVE = 0.8;

  private CellStages() {}

  /** Poisons the cell's model, or takes and measures a checkpoint that is infected already. */
  static Stage infected(CellParts parts) {
    return parts.attack.has("checkpoint") ? given(parts) : poison(parts);
  }

  /** Refuses keys that nobody reads. */
  static void check(JsonObject attack) {
    if (attack.has("checkpoint")) {
      Keys.check(attack, List.of("checkpoint", "trigger", "target"));
    } else {
      CommandOptions.of("poison").check(attack, FILLED, FURTHER);
      CellTrigger.check(attack);
    }
  }

  private static Stage poison(CellParts parts) {
    CommandOptions options = CommandOptions.of("poison");
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Stage> needed = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describeAll(inputs, needed);
    Map<String, Object> effective = options.effective(FILLED, parts.attack);
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    configuration.put("seed", parts.cell.seed());
    parts.digestModel(inputs);
    String train =
        parts.attack.string("objective", "").equals("contrastive") ? "train-pairs" : "train";
    parts.data.digest(train, inputs);
    parts.data.digest("test", inputs);
    List<String> words = parts.words("poison", parts.model(), true);
    words.add("--data=" + parts.data.spec(train));
    words.add("--test=" + parts.data.spec("test"));
    words.addAll(options.words(effective, parts.matrix.folder()));
    return new Stage(
        "poison",
        configuration,
        inputs,
        needed,
        (out, needs, progress) -> {
          List<String> all = new ArrayList<>(words);
          all.addAll(parts.backdoors(needs));
          RunRecord run = run(all, out, progress);
          Map<String, Object> figures = CellFigures.before(run, RunRecord.AFTER);
          if (run.status() == Status.ATTACK_DID_NOT_TAKE) {
            figures.put(MatrixRunner.STOP, CellStatus.ATTACK_DID_NOT_TAKE.text());
          }
          return figures;
        });
  }

  /** The checkpoint stays where it is; the stage keeps its measures. */
  private static Stage given(CellParts parts) {
    JsonObject attack = parts.attack;
    Path checkpoint = parts.matrix.folder().resolve(attack.string("checkpoint")).normalize();
    if (!Files.exists(checkpoint)) {
      throw TbarException.badInput(
          "'%s' does not exist, which '%s' of '%s' names; check the path or --set.",
          checkpoint, attack.where("checkpoint"), attack.origin());
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describe(inputs, new LinkedHashMap<>());
    inputs.put("checkpoint", parts.digests.of(checkpoint));
    parts.data.digest("test", inputs);
    return new Stage(
        "infected",
        configuration,
        inputs,
        Map.of(),
        (out, needs, progress) -> {
          Path model = out.resolve(MODEL);
          copy(checkpoint, Files.isDirectory(checkpoint) ? model : parts.checkpointIn(model));
          RunRecord run = evaluate(parts, parts.checkpointIn(model), null, out, needs, progress);
          Map<String, Object> figures = CellFigures.before(run, RunRecord.MODEL);
          Evaluation evaluation = CellFigures.evaluation(run, RunRecord.MODEL);
          if (evaluation != null && evaluation.rate(Measure.ATTACK_SUCCESS).value() < TAKEN_ABOVE) {
            figures.put(MatrixRunner.STOP, CellStatus.ATTACK_DID_NOT_TAKE.text());
          }
          return figures;
        });
  }

  /** Measures the cleaned checkpoint on images that neither attack nor defence saw. */
  static Stage measured(CellParts parts, Stage infected, Stage cleaned) {
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Stage> needs = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describeMeasured(inputs, needs);
    parts.data.digest("test", inputs);
    needs.put(INFECTED, infected);
    needs.put(CLEANED, cleaned);
    return new Stage(
        "evaluate",
        configuration,
        inputs,
        needs,
        (out, folders, progress) -> {
          Path before = at(folders, INFECTED).resolve(MODEL);
          Map<String, Object> figures =
              CellFigures.after(
                  evaluate(
                      parts,
                      parts.checkpointIn(at(folders, CLEANED).resolve(MODEL)),
                      parts.checkpointIn(before),
                      out,
                      folders,
                      progress));
          if (parts.measuredOfSeveral() >= 0) {
            RunRecord poisoned = RunRecord.read(before.resolve("result.json"));
            figures.putAll(CellFigures.of(poisoned, parts.measuredOfSeveral()));
          }
          return figures;
        });
  }

  private static RunRecord evaluate(
      CellParts parts,
      Path checkpoint,
      @Nullable Path reference,
      Path out,
      Map<String, Path> folders,
      Progress progress)
      throws IOException {
    List<String> words = parts.words("eval", checkpoint, false);
    words.addAll(parts.measuredBackdoor(folders));
    words.add("--data=" + parts.data.spec("test"));
    if (reference != null) {
      words.add("--reference=" + reference);
    }
    words.add("--json");
    Path record = out.resolve("result.json");
    Files.writeString(record, CommandRun.output(words, progress));
    return RunRecord.read(record);
  }

  /** Runs a command that leaves a folder, and reads the record in it. */
  static RunRecord run(List<String> words, Path out, Progress progress) {
    List<String> all = new ArrayList<>(words);
    all.add("--out=" + out.resolve(MODEL));
    CommandRun.output(all, progress);
    return RunRecord.read(out.resolve(MODEL).resolve("result.json"));
  }

  static Path at(Map<String, Path> folders, String role) {
    Path folder = folders.get(role);
    if (folder == null) {
      throw new IllegalArgumentException("no stage " + role);
    }
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
      return;
    }
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
