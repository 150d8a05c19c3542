package io.tbar.cli;

import io.tbar.experiment.CellStatus;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.Stage;
import io.tbar.result.RunRecord;
import io.tbar.result.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A method of {@code tbar clean}, with the command's own options as settings. */
final class CleanMethod implements CellMethod {
  /** Options that the cell fills. */
  private static final Set<String> FILLED = Set.of("images", "val", "test", "method");

  @Override
  public Map<String, Stage> stages(CellParts parts, Stage infected, CellPlanner planner) {
    CommandOptions options = CommandOptions.of("clean");
    options.check(parts.method, FILLED, Set.of("method"));
    options.check(parts.budget, FILLED, Set.of());
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describe(inputs);
    Map<String, Object> effective = options.effective(FILLED, parts.budget, parts.method);
    String method = parts.method.string("method", "tbar");
    configuration.put("method", method);
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    configuration.put("seed", parts.cell.seed());
    parts.data.digest("clean", inputs);
    if (parts.data.has("validation")) {
      parts.data.digest("validation", inputs);
    }
    options
        .files(effective, parts.matrix.folder())
        .forEach((name, path) -> inputs.put(name, parts.digests.of(path)));
    return Map.of(
        CellStages.CLEANED,
        new Stage(
            "clean",
            configuration,
            inputs,
            Map.of(CellStages.INFECTED, infected),
            (out, needs, progress) -> {
              List<String> words =
                  parts.words(
                      "clean",
                      parts.checkpointIn(
                          CellStages.at(needs, CellStages.INFECTED).resolve(CellStages.MODEL)),
                      true);
              words.addAll(parts.backdoor());
              words.add("--images=" + parts.data.spec("clean"));
              if (parts.data.has("validation")) {
                words.add("--val=" + parts.data.spec("validation"));
              }
              if (options.has("method")) {
                words.add("--method=" + method);
              }
              words.addAll(options.words(effective, parts.matrix.folder()));
              RunRecord run = CellStages.run(words, out, progress);
              Map<String, Object> figures = CellFigures.method(run);
              if (run.status() == Status.NO_FEASIBLE_ALPHA) {
                figures.put(MatrixRunner.STOP, CellStatus.NO_FEASIBLE_ALPHA.text());
              }
              return figures;
            }));
  }
}
