package io.tbar.cli;

import io.tbar.base.JsonObject;
import io.tbar.base.Nearest;
import io.tbar.base.TbarException;
import io.tbar.defence.Knowledge;
import io.tbar.defence.Method;
import io.tbar.defence.Methods;
import io.tbar.experiment.CellStatus;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.Stage;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A method of {@code tbar clean}, with the command's own options as settings. */
final class CleanMethod implements CellMethod {
  /** Options that the cell fills. */
  static final Set<String> FILLED =
      Set.of("images", "val", "test", "method", "pairs", "base", "audit", "evaluate-with");

  /** What a method may be told besides images and trigger, under {@code knows}. */
  private static final Set<String> TOLD = Set.of("pairs", "base");

  @Override
  public Map<String, Stage> stages(CellParts parts, Stage infected, CellPlanner planner) {
    CommandOptions options = CommandOptions.of("clean");
    String method = parts.method.string("method", "tbar");
    Map<String, String> inputs = new LinkedHashMap<>();
    boolean unknown = parts.method.has(Inversion.KEY);
    Map<String, Stage> stages = new LinkedHashMap<>();
    Map<String, Stage> needed = new LinkedHashMap<>();
    needed.put(CellStages.INFECTED, infected);
    if (unknown) {
      stages.put(Inversion.ROLE, Inversion.stage(parts, infected));
      needed.putAll(stages);
    }
    Map<String, Object> configuration =
        unknown ? parts.describeWithoutBackdoor(inputs) : parts.describe(inputs, needed);
    Map<String, Object> effective = options.effective(FILLED, parts.budget, parts.method);
    configuration.put("method", method);
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    configuration.put("seed", parts.cell.seed());
    parts.data.digest("clean", inputs);
    if (parts.data.has("validation")) {
      parts.data.digest("validation", inputs);
    }
    List<String> told = told(parts, Methods.named(method), inputs);
    options
        .files(effective, parts.matrix.folder())
        .forEach((name, path) -> inputs.put(name, parts.digests.of(path)));
    stages.put(
        CellStages.CLEANED,
        new Stage(
            "clean",
            configuration,
            inputs,
            needed,
            (out, needs, progress) -> {
              List<String> words =
                  parts.words(
                      "clean",
                      parts.checkpointIn(
                          CellStages.at(needs, CellStages.INFECTED).resolve(CellStages.MODEL)),
                      true);
              if (unknown) {
                words.add("--audit=" + Inversion.folder(CellStages.at(needs, Inversion.ROLE)));
              } else {
                words.addAll(parts.backdoor(needs));
              }
              words.add("--images=" + parts.data.spec("clean"));
              if (parts.data.has("validation")) {
                words.add("--val=" + parts.data.spec("validation"));
              }
              words.add("--method=" + method);
              words.addAll(told);
              words.addAll(options.words(effective, parts.matrix.folder()));
              RunRecord run = CellStages.run(words, out, progress);
              Map<String, Object> figures = CellFigures.method(run);
              if (run.status() == Status.WEAKENED || run.status() == Status.NOT_REMOVED) {
                figures.put(MatrixRunner.OUTCOME, run.status().text());
              }
              if (unknown) {
                Inversion.figures(run, out.resolve(CellStages.MODEL), figures);
              }
              if (run.status() == Status.NO_FEASIBLE_ALPHA) {
                figures.put(MatrixRunner.STOP, CellStatus.NO_FEASIBLE_ALPHA.text());
              }
              return figures;
            }));
    return stages;
  }

  /** Refuses keys that are no options; asked of every method before anything is computed. */
  static void check(JsonObject method, JsonObject budget) {
    List<String> names = new ArrayList<>(Methods.ALL.stream().map(Method::name).toList());
    names.addAll(List.of(VectorOfMethod.NAME, MapMethod.NAME));
    String name = method.string("method", "tbar");
    if (!names.contains(name)) {
      throw TbarException.badInput(
          "'%s': '%s' names '%s'; the nearest method is '%s'.",
          method.origin(), method.where("method"), name, Nearest.of(name, names));
    }
    CommandOptions options = CommandOptions.of("clean");
    options.check(method, FILLED, Set.of("method", "knows", Inversion.KEY));
    Inversion.check(method);
    options.check(budget, FILLED, Set.of());
  }

  private static List<String> told(CellParts parts, Method method, Map<String, String> inputs) {
    List<String> knows =
        parts.method.has("knows") ? parts.method.strings("knows") : List.<String>of();
    if (method.needs().contains(Knowledge.BASE) && !knows.contains("base")) {
      throw TbarException.badInput(
          "The method %s needs %s: give it 'knows: [base]'.", method.name(), Knowledge.BASE.text());
    }
    List<String> words = new ArrayList<>();
    for (String what : knows) {
      if (!TOLD.contains(what)) {
        throw parts.method.wrong("knows", "a list of " + String.join(", ", new TreeSet<>(TOLD)));
      }
      if (what.equals("base")) {
        parts.digestModel(inputs);
        words.add("--base=" + parts.model());
      } else {
        parts.data.digest("pairs", inputs);
        words.add("--pairs=" + parts.data.spec("pairs"));
      }
    }
    return words;
  }
}
