package io.tbar.benchmarks;

import io.tbar.base.Progress;
import io.tbar.experiment.Cell;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.ResultTables;
import io.tbar.experiment.Stage;
import io.tbar.experiment.StageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the runner of experiments takes for itself: a matrix of stages that each sleep a second and
 * write a megabyte, against the seconds slept.
 *
 * <p>usage: MatrixOverhead [STAGES]; 100 by default
 */
public final class MatrixOverhead {
  private static final int BYTES = 1 << 20;

  private MatrixOverhead() {}

  /** Prints one JSON line; the ratio is (wall - slept) / slept. */
  public static void main(String[] args) throws IOException {
    int stages = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    Path store = Files.createTempDirectory("matrix-overhead");
    try {
      List<PlannedCell> cells = new ArrayList<>();
      for (int i = 0; i < stages; i++) {
        cells.add(cell(i));
      }
      long start = System.nanoTime();
      List<CellResult> results =
          new MatrixRunner(new StageStore(store)).run(cells, Progress.silent());
      Files.writeString(store.resolve("cells.jsonl"), ResultTables.jsonLines(results));
      Files.writeString(store.resolve("cells.csv"), ResultTables.csv(results));
      double wall = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "{\"what\": \"matrix\", \"stages\": %d, \"seconds\": %.3f, \"overhead\": %.4f}%n",
          stages,
          wall,
          (wall - stages) / stages);
    } finally {
      delete(store);
    }
  }

  private static PlannedCell cell(int index) {
    Stage stage =
        new Stage(
            "sleep",
            Map.of("index", (long) index),
            Map.of(),
            Map.of(),
            (out, needs, progress) -> {
              Files.write(out.resolve("bytes"), new byte[BYTES]);
              sleep();
              return Map.of("asrAfter", 0.0);
            });
    Cell cell = new Cell("model", "data", "attack", "method" + index, "default", 0);
    return PlannedCell.of(cell, Map.of("sleep", stage));
  }

  private static void sleep() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
