package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.experiment.Stage;
import io.tbar.measure.Measure;
import io.tbar.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trigger of a cell's attack: named as everywhere by {@code trigger}, or optimised against the
 * clean model by {@code optimise}, which is a stage of its own that poisoning, cleaning and
 * measuring need. An attack may name several triggers, of which a defence is told one and one is
 * measured.
 */
final class CellTrigger {
  /** Key of the number of the trigger that a defence is told of, from 1. */
  static final String TOLD = "told";

  /** Key of the number of the trigger that is measured, from 1. */
  static final String MEASURED = "measured";

  /** Role of the optimising stage. */
  static final String ROLE = "trigger";

  private static final String COMMAND = "trigger optimise";

  /** Options of the command that the cell fills. */
  private static final Set<String> FILLED = Set.of("data");

  private static final Set<String> ATTACKS = Set.of("badclip", "badmerging");

  private final CellParts parts;
  private final @Nullable Stage optimised;

  CellTrigger(CellParts parts) {
    this.parts = parts;
    this.optimised = parts.attack.has("optimise") ? optimise(parts) : null;
  }

  /** Refuses keys that nobody reads, and two makers of the trigger. */
  static void check(JsonObject attack) {
    if (!attack.has("optimise")) {
      if (attack.has("trigger")) {
        checkSeveral(attack);
      }
      return;
    }
    if (attack.has("trigger")) {
      throw TbarException.badInput(
          "'%s': '%s' and '%s' both make the trigger; give one.",
          attack.origin(), attack.where("trigger"), attack.where("optimise"));
    }
    CommandOptions.of(COMMAND).check(attack.object("optimise"), FILLED, Set.of("attack"));
  }

  private static void checkSeveral(JsonObject attack) {
    int count = names(attack).size();
    if (count == 0) {
      throw attack.wrong("trigger", "a trigger or a list of some");
    }
    if (attack.get("target") instanceof List<?> targets
        && targets.size() != 1
        && targets.size() != count) {
      throw attack.wrong("target", "one class, or a list of one for each of the triggers");
    }
    for (String which : List.of(TOLD, MEASURED)) {
      if (attack.has(which) && (attack.integer(which) < 1 || attack.integer(which) > count)) {
        throw attack.wrong(which, "the number of one of the triggers, from 1 to " + count);
      }
    }
  }

  /** The triggers that an attack names, in their order. */
  private static List<String> names(JsonObject attack) {
    return attack.get("trigger") instanceof List<?>
        ? attack.strings("trigger")
        : List.of(attack.string("trigger"));
  }

  /** How many triggers the attack puts in. */
  int count() {
    return optimised == null ? names(parts.attack).size() : 1;
  }

  /**
   * One of several triggers, from 0.
   *
   * @param which {@link #TOLD} or {@link #MEASURED}
   */
  int number(String which) {
    return parts.attack.integer(which, 1) - 1;
  }

  private static Stage optimise(CellParts parts) {
    CommandOptions options = CommandOptions.of(COMMAND);
    JsonObject how = parts.attack.object("optimise");
    String attack = how.string("attack");
    if (!ATTACKS.contains(attack)) {
      throw how.wrong("attack", "badclip or badmerging");
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Object> configuration = new LinkedHashMap<>();
    parts.data.digestNames(inputs, configuration);
    parts.digestModel(inputs);
    parts.data.digest("train", inputs);
    Map<String, Object> effective = options.effective(FILLED, how);
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    String target = parts.data.target(parts.attack);
    configuration.put("attack", attack);
    configuration.put("target", target);
    configuration.put("seed", parts.cell.seed());
    configuration.put("tool", Version.number());
    List<String> words = parts.words("trigger", parts.model(), true);
    words.addAll(1, List.of("optimise", attack));
    words.add("--target=" + target);
    words.add("--data=" + parts.data.spec("train"));
    words.addAll(options.words(effective, parts.matrix.folder()));
    return new Stage(
        "optimise",
        configuration,
        inputs,
        Map.of(),
        (out, needs, progress) -> {
          RunRecord run = CellStages.run(words, out, progress);
          Map<String, Object> figures = new LinkedHashMap<>();
          var evaluation = CellFigures.evaluation(run, RunRecord.MODEL);
          if (evaluation != null && evaluation.has(Measure.ATTACK_SUCCESS)) {
            // On the clean model: a part of the attack's success is the patch's alone.
            figures.put("patchSuccessOnClean", evaluation.rate(Measure.ATTACK_SUCCESS).value());
          }
          return figures;
        });
  }

  /**
   * Adds what a trigger is known by, or the stage that makes it.
   *
   * @param number of the trigger, from 0
   */
  void describe(
      int number,
      Map<String, Object> configuration,
      Map<String, String> inputs,
      Map<String, Stage> needs) {
    if (optimised != null) {
      needs.put(ROLE, optimised);
      return;
    }
    String key = number == 0 ? "trigger" : "trigger " + (number + 1);
    Path file = Path.of(named(number));
    if (Files.isRegularFile(file)) {
      inputs.put(key, parts.digests.of(file));
    } else {
      configuration.put(key, named(number));
    }
  }

  /**
   * What a command takes as TRIGGER.
   *
   * @param number of the trigger, from 0
   * @param folders of the stages that the running one needs
   */
  String word(int number, Map<String, Path> folders) {
    return optimised == null
        ? named(number)
        : CellStages.at(folders, ROLE).resolve(CellStages.MODEL).resolve("trigger.json").toString();
  }

  private String named(int number) {
    String given = names(parts.attack).get(number);
    Path file = parts.matrix.folder().resolve(given);
    return Files.isRegularFile(file) ? file.normalize().toString() : given;
  }
}
