package io.tbar.cli;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import io.tbar.experiment.Matrix;
import io.tbar.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Does a run again from its own record and compares. */
@Command(
    name = "reproduce",
    header = "Do a run again from its own record and compare.",
    description = {
      "RUN is a result.json or the folder of a run (eval, poison, clean), or the folder of an"
          + " experiment with --cell. Inputs are held against the recorded digests; figures and"
          + " outputs are compared exactly. Exit code 0 where all is the same, 1 where something"
          + " differs."
    },
    footer = {
      "",
      "Examples:",
      "  tbar reproduce cleaned --search ../data",
      "  tbar reproduce tbar-experiments/single-task --cell mini-clip/cifar10/sig/plain/default/0"
          + " --set SHARED=../shared"
    })
final class ReproduceCommand extends BaseCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "What to do again.")
  Path run;

  @Option(
      names = "--search",
      paramLabel = "FOLDER",
      description =
          "Look here, by name, for inputs that are not where they were. May be given several"
              + " times.")
  List<Path> folders = List.of();

  @Option(names = "--cell", paramLabel = "ID", description = "The cell of an experiment.")
  @Nullable String cell;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A variable of the experiment's file.")
  Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The experiment's file (default: the copy in RUN).")
  @Nullable Path file;

  @Mixin DeviceOption device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Compute threads of an experiment's cell; a run takes those of its record (default:"
              + " ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a step of an experiment's cell (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(names = "--json", description = "Print the comparison as JSON.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Path place = Files.createTempDirectory("tbar-reproduce");
    try {
      Comparison comparison = compare(place);
      if (json) {
        out().print(Json.write(comparison.toMap()));
      } else {
        comparison.table().print(out());
      }
      int differing = comparison.differing().size();
      console()
          .err()
          .println(
              differing == 0
                  ? "All " + comparison.size() + " compared values are the same."
                  : differing + " of " + comparison.size() + " compared values differ.");
      return differing == 0 ? OK : Kind.FOUND.exitCode();
    } finally {
      delete(place);
    }
  }

  private Comparison compare(Path place) throws Exception {
    if (Files.isRegularFile(run.resolve(ExperimentOutput.CELLS))) {
      Path source = file == null ? run.resolve(ExperimentCommand.COPY) : file;
      Matrix matrix = Matrix.read(source, variables);
      List<String> compute = List.of("--threads=" + threads, "--batch=" + batch, device.word());
      return withProgress(
          progress -> ReproducedCell.run(run, matrix, cell, compute, place, progress));
    }
    Path record = Files.isDirectory(run) ? run.resolve("result.json") : run;
    if (!Files.isRegularFile(record)) {
      throw TbarException.badInput(
          "'%s' holds neither a result.json nor the cells of an experiment; name a run that tbar"
              + " finished.",
          run);
    }
    RunRecord recorded = RunRecord.read(record);
    return withProgress(progress -> ReproducedRun.run(recorded, folders, place, progress));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
