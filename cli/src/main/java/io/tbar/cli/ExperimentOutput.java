package io.tbar.cli;

import io.tbar.base.AtomicOutput;
import io.tbar.base.Sha256;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.ExperimentReport;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.ResultTables;
import io.tbar.result.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that an experiment leaves. */
final class ExperimentOutput {
  static final String CELLS = "cells.jsonl";

  private ExperimentOutput() {}

  static void write(
      Path folder, Path file, Matrix matrix, List<CellResult> results, List<String> variables) {
    text(folder.resolve(CELLS), ResultTables.jsonLines(results));
    text(folder.resolve("cells.csv"), ResultTables.csv(results));
    text(folder.resolve("table.md"), ResultTables.markdown(results));
    text(folder.resolve("table.tex"), ResultTables.latex(results));
    Map<String, String> commands = new LinkedHashMap<>();
    StringBuilder sets = new StringBuilder();
    variables.forEach(name -> sets.append(" --set ").append(name).append("=..."));
    for (CellResult result : results) {
      String id = result.cell().id();
      commands.put(id, "tbar reproduce " + folder.getFileName() + " --cell " + id + sets);
    }
    text(
        folder.resolve("report.html"),
        ExperimentReport.of(matrix, results, commands, provenance(file)));
    AtomicOutput.replaceFile(
        folder.resolve(ExperimentCommand.COPY), path -> Files.copy(file, path));
  }

  private static Map<String, String> provenance(Path file) {
    Machine machine = Machine.current();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("program", "tbar " + Version.number());
    all.put("experiment", file.getFileName() + ", SHA-256 " + Sha256.of(file));
    all.put("tables written", LocalDate.now(ZoneOffset.UTC).toString());
    all.put("Java", machine.jdk());
    all.put("system", machine.os() + ", " + machine.arch());
    all.put("cores", Integer.toString(machine.cores()));
    return all;
  }

  private static void text(Path file, String text) {
    AtomicOutput.replaceFile(file, path -> Files.writeString(path, text));
  }
}
