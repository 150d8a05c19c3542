package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.experiment.CellStatus;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.Stage;
import io.tbar.measure.Measure;
import io.tbar.measure.Rate;
import io.tbar.result.AuditRecord;
import io.tbar.result.RunRecord;
import io.tbar.result.TriggerFinding;
import io.tbar.run.ProxyCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a method that is told of no attack (arXiv 2510.14845): an audit of the infected
 * checkpoint infers a trigger and a label, which take the place of the true ones in the cleaning.
 * Neither stage is given the true ones or the test images, not even to be known by.
 */
final class Inversion {
  static final String ROLE = "invert";

  /** Key of a method that holds options of the audit. */
  static final String KEY = "invert";

  private static final String COMMAND = "audit";

  /** Filled by the cell, or of no influence on what is found. */
  private static final Set<String> FILLED =
      Set.of("images", "null", "level", "format", "fail-on", "max-time", "resume");

  private Inversion() {}

  /** Refuses keys that nobody reads. */
  static void check(JsonObject method) {
    if (method.has(KEY)) {
      CommandOptions.of(COMMAND).check(method.object(KEY), FILLED, Set.of());
    }
  }

  static Stage stage(CellParts parts, Stage infected) {
    CommandOptions options = CommandOptions.of(COMMAND);
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, Object> configuration = parts.describeWithoutBackdoor(inputs);
    Map<String, Object> effective = options.effective(FILLED, parts.method.object(KEY));
    effective.forEach((name, value) -> configuration.put("--" + name, value));
    configuration.put("seed", parts.cell.seed());
    parts.data.digest("clean", inputs);
    return new Stage(
        "invert",
        configuration,
        inputs,
        Map.of(CellStages.INFECTED, infected),
        (out, needs, progress) -> {
          Path model = CellStages.at(needs, CellStages.INFECTED).resolve(CellStages.MODEL);
          List<String> words = parts.words(COMMAND, parts.checkpointIn(model), true);
          words.add("--images=" + parts.data.spec("clean"));
          words.addAll(options.words(effective, parts.matrix.folder()));
          words.add("--out=" + folder(out));
          CommandRun.output(words, progress);
          return figures(AuditRecord.read(folder(out).resolve("audit.json")));
        });
  }

  private static Map<String, Object> figures(AuditRecord audit) {
    Map<String, Object> figures = new LinkedHashMap<>();
    TriggerFinding chosen = audit.chosen();
    if (chosen == null) {
      figures.put(MatrixRunner.STOP, CellStatus.NOTHING_FOUND.text());
    } else {
      figures.put("inferredLabel", chosen.label());
      figures.put("inferredBy", chosen.family());
    }
    return figures;
  }

  /** Where the stage leaves what the audit wrote. */
  static Path folder(Path out) {
    return out.resolve("audit");
  }

  /** What the proxy did before and after the cleaning, on images of the defender. */
  static void figures(RunRecord cleaning, Path folder, Map<String, Object> figures)
      throws IOException {
    Path judged = folder.resolve(ProxyCleaning.FILE);
    JsonObject proxy = Json.parse(Files.readAllBytes(judged), judged.toString());
    // Of a control "removed" is never said, so it alone would hide one that passes.
    if (proxy.bool("controlPassed", false)) {
      figures.put(MatrixRunner.OUTCOME, CellStatus.CONTROL_PASSED.text());
    } else if (!proxy.bool("removed", false)) {
      figures.put(MatrixRunner.OUTCOME, CellStatus.PROXY_REMAINS.text());
    }
    put(figures, "proxySuccessBefore", rate(cleaning, RunRecord.BEFORE));
    put(figures, "proxySuccessAfter", rate(cleaning, RunRecord.AFTER));
  }

  private static @Nullable Rate rate(RunRecord run, String model) {
    return ProxyCleaning.rate(run, model, Measure.ATTACK_SUCCESS);
  }

  private static void put(Map<String, Object> figures, String key, @Nullable Rate rate) {
    if (rate != null) {
      figures.put(key, rate.value());
    }
  }
}
