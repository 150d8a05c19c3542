package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.ResultTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that an experiment leaves. */
final class ExperimentOutput {
  private ExperimentOutput() {}

  static void write(Path folder, Path file, Matrix matrix, List<CellResult> results) {
    text(folder.resolve("cells.jsonl"), ResultTables.jsonLines(results));
    text(folder.resolve("cells.csv"), ResultTables.csv(results));
    text(folder.resolve("table.md"), ResultTables.markdown(results));
    text(folder.resolve("table.tex"), ResultTables.latex(results));
    AtomicOutput.file(folder.resolve(ExperimentCommand.COPY), true, path -> Files.copy(file, path));
  }

  private static void text(Path file, String text) {
    AtomicOutput.file(file, true, path -> Files.writeString(path, text));
  }
}
