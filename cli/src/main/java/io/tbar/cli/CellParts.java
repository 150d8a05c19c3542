package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.experiment.Cell;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Keys;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the parts of one cell say, checked. */
final class CellParts {
  final Cell cell;
  final Matrix matrix;
  final CellData data;
  final JsonObject attack;
  final JsonObject method;
  final JsonObject budget;
  final InputDigests digests;
  final List<String> compute;
  private final CellTrigger trigger;
  private final Path model;
  private final @Nullable Path config;

  /**
   * @param compute words that say how a command computes: threads, images a step
   */
  CellParts(Cell cell, Matrix matrix, InputDigests digests, List<String> compute) {
    this.cell = cell;
    this.matrix = matrix;
    this.digests = digests;
    this.compute = compute;
    JsonObject named = matrix.part("model", cell.model());
    Keys.check(named, List.of("path", "config"));
    this.model = existing(named, "path");
    this.config = named.has("config") ? existing(named, "config") : null;
    this.data = new CellData(matrix.part("data", cell.data()), matrix.folder(), digests);
    this.attack = matrix.part("attack", cell.attack());
    this.method = matrix.part("method", cell.method());
    this.budget = matrix.part("budget", cell.budget());
    this.trigger = new CellTrigger(this);
  }

  private Path existing(JsonObject object, String key) {
    Path path = matrix.folder().resolve(object.string(key)).normalize();
    if (!Files.exists(path)) {
      throw TbarException.badInput(
          "'%s' does not exist, which '%s' of '%s' names; check the path or --set.",
          path, object.where(key), object.origin());
    }
    return path;
  }

  /** The part of the words of a command that name a checkpoint. */
  List<String> words(String command, Path checkpoint, boolean seeded) {
    List<String> words = new ArrayList<>(List.of(command, checkpoint.toString()));
    if (config != null) {
      words.add("--config=" + config);
    }
    words.addAll(data.words());
    words.addAll(compute);
    if (seeded) {
      words.add("--seed=" + cell.seed());
    }
    return words;
  }

  Path model() {
    return model;
  }

  /** Where a command that wrote a checkpoint for this cell's model into a folder left it. */
  Path checkpointIn(Path folder) {
    return Files.isDirectory(model) ? folder : folder.resolve(model.getFileName());
  }

  /**
   * Trigger and target as words of a command: those that a defence is told.
   *
   * @param folders of the stages that the running one needs
   */
  List<String> backdoor(Map<String, Path> folders) {
    return backdoor(trigger.number(CellTrigger.TOLD), folders);
  }

  /** The same of the trigger that is measured. */
  List<String> measuredBackdoor(Map<String, Path> folders) {
    return backdoor(trigger.number(CellTrigger.MEASURED), folders);
  }

  /** The same of every trigger that the attack puts in. */
  List<String> backdoors(Map<String, Path> folders) {
    List<String> words = new ArrayList<>();
    for (int number = 0; number < trigger.count(); number++) {
      words.addAll(backdoor(number, folders));
    }
    return words;
  }

  private List<String> backdoor(int number, Map<String, Path> folders) {
    return List.of(
        "--trigger=" + trigger.word(number, folders), "--target=" + data.target(attack, number));
  }

  /** The trigger that is measured where the attack puts in several, from 0; else -1. */
  int measuredOfSeveral() {
    return trigger.count() > 1 ? trigger.number(CellTrigger.MEASURED) : -1;
  }

  void digestModel(Map<String, String> inputs) {
    inputs.put("model", digests.of(model));
    if (config != null) {
      inputs.put("config", digests.of(config));
    }
  }

  /** Classes, trigger and target as part of what a stage is known by: those of a defence. */
  Map<String, Object> describe(Map<String, String> inputs, Map<String, Stage> needs) {
    return describe(List.of(trigger.number(CellTrigger.TOLD)), inputs, needs);
  }

  /** The same of the trigger that is measured. */
  Map<String, Object> describeMeasured(Map<String, String> inputs, Map<String, Stage> needs) {
    return describe(List.of(trigger.number(CellTrigger.MEASURED)), inputs, needs);
  }

  /** The same of every trigger that the attack puts in. */
  Map<String, Object> describeAll(Map<String, String> inputs, Map<String, Stage> needs) {
    return describe(IntStream.range(0, trigger.count()).boxed().toList(), inputs, needs);
  }

  private Map<String, Object> describe(
      List<Integer> numbers, Map<String, String> inputs, Map<String, Stage> needs) {
    Map<String, Object> configuration = describeWithoutBackdoor(inputs);
    for (int number : numbers) {
      trigger.describe(number, configuration, inputs, needs);
      configuration.put(
          number == 0 ? "target" : "target " + (number + 1), data.target(attack, number));
    }
    return configuration;
  }

  /** The same for a stage that is not told of trigger and target. */
  Map<String, Object> describeWithoutBackdoor(Map<String, String> inputs) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    data.digestNames(inputs, configuration);
    configuration.put("tool", Version.number());
    return configuration;
  }
}
