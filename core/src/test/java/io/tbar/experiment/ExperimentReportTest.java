package io.tbar.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Writes a report under target/report-examples, to be looked at in a browser. */
class ExperimentReportTest {
  private static final Matrix MATRIX =
      new Matrix(
          "single-task <small>",
          "Known trigger, two tasks; four methods.",
          Path.of("."),
          Map.of(),
          List.of(0L, 1L, 2L),
          List.of());

  static List<CellResult> cells() {
    Random random = new Random(7);
    List<CellResult> cells = new ArrayList<>();
    for (String attack : List.of("badnet", "blended", "wanet", "sig")) {
      for (String method :
          List.of("mirrored", "plain", "cleanclip", "gradient-ascent", "wise-ft")) {
        for (long seed = 0; seed < 3; seed++) {
          cells.add(cell(attack, method, seed, random));
        }
      }
    }
    return cells;
  }

  private static CellResult cell(String attack, String method, long seed, Random random) {
    Cell cell = new Cell("mini-clip", "cifar10", attack, method, "default", seed);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("caBefore", 0.58 + random.nextDouble() / 50);
    figures.put("asrBefore", 0.97 + random.nextDouble() / 40);
    if (attack.equals("wanet") && seed == 2) {
      return new CellResult(
          cell, CellStatus.ATTACK_DID_NOT_TAKE, null, figures, Map.of("poison", "a"), 170);
    }
    if (method.equals("wise-ft") && attack.equals("sig")) {
      return new CellResult(
          cell,
          CellStatus.CANNOT_BE,
          "The method wise-ft needs a base of the same architecture.",
          Map.of(),
          Map.of(),
          0);
    }
    if (method.equals("plain") && attack.equals("sig")) {
      return new CellResult(
          cell, CellStatus.NO_FEASIBLE_ALPHA, null, figures, Map.of("poison", "a"), 200);
    }
    double skill = Math.abs(method.hashCode() % 17) / 17.0;
    figures.put("caAfter", 0.45 + 0.12 * skill + random.nextDouble() / 40);
    figures.put("asrAfter", 0.4 * skill * random.nextDouble());
    figures.put("caKept", (Double) figures.get("caAfter") / (Double) figures.get("caBefore"));
    figures.put("triggeredAccuracyAfter", 0.3 + random.nextDouble() / 5);
    figures.put("largestShiftAfter", random.nextDouble() / 2);
    figures.put("samples", 1300L);
    figures.put("methodSeconds", 100 + 50 * random.nextDouble());
    if (method.equals("mirrored")) {
      figures.put(CellResult.COEFFICIENTS, List.of(-1.0, 0.0, 1.0));
      figures.put(
          CellResult.XI_MAP,
          List.of(List.of(0.2, 0.0, 0.3), List.of(0.0, 0.0, 0.0), List.of(0.1, 0.0, 0.45)));
    }
    if (method.equals("plain") || method.equals("mirrored")) {
      figures.put("alpha", 0.8);
      List<List<Double>> curve = new ArrayList<>();
      for (double a = 0; a <= 1.6; a += 0.2) {
        curve.add(List.of(a, 0.58 - 0.1 * a * a, Math.max(0, 0.98 - 1.2 * a)));
      }
      figures.put("curve", curve);
    }
    return new CellResult(cell, CellStatus.CLEANED, null, figures, Map.of("poison", "a"), 300);
  }

  @Test
  void showsEveryCellItsCommandAndWhatFailed() throws Exception {
    Map<String, String> commands = new LinkedHashMap<>();
    List<CellResult> cells = cells();
    cells.forEach(c -> commands.put(c.cell().id(), "tbar reproduce RUN --cell " + c.cell().id()));
    String html = ExperimentReport.of(MATRIX, cells, commands, Map.of("program", "tbar 0.1.0"));
    Path folder = Files.createDirectories(Path.of("target", "report-examples"));
    Files.writeString(folder.resolve("experiment.html"), html);
    for (CellResult cell : cells) {
      assertThat(html).contains("tbar reproduce RUN --cell " + cell.cell().id());
    }
    assertThat(html)
        .contains("single-task &lt;small&gt;")
        .contains("60 cells: 49 cleaned, 5 attack did not take, 3 no feasible alpha, 3 cannot be.")
        .contains("cannot be: The method wise-ft needs a base of the same architecture.")
        .contains("Weight disentanglement", "Light is 0, dark is 0.45.")
        .contains("script-src 'sha256-")
        .doesNotContain("http://", "https://", "src=\"");
  }

  @Test
  void withoutASingleAnswerItStillSaysWhatHappened() {
    Cell cell = new Cell("m", "d", "a", "x", "default", 0);
    String html =
        ExperimentReport.of(
            MATRIX,
            List.of(new CellResult(cell, CellStatus.FAILED, "Why.", Map.of(), Map.of(), 0)),
            Map.of(),
            Map.of());
    assertThat(html).contains("1 cells: 1 failed.").contains("failed: Why.");
  }
}
