package io.tbar.cli;

import io.tbar.base.FileErrors;
import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import io.tbar.experiment.CellResult;
import io.tbar.experiment.DryRun;
import io.tbar.experiment.InputDigests;
import io.tbar.experiment.Matrix;
import io.tbar.experiment.MatrixLock;
import io.tbar.experiment.MatrixRunner;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.ResultTables;
import io.tbar.experiment.Shard;
import io.tbar.experiment.ShardRun;
import io.tbar.experiment.StageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes a declared matrix of models, data, attacks, methods, seeds and budgets. */
@Command(
    name = "experiment",
    header = "Compute a declared matrix of attacks and defences and write its tables.",
    description = {
      "Every cell is a chain of stages (poison, clean, evaluate); stages with the same settings and"
          + " inputs are computed once, kept in the store and verified by hash when they are used"
          + " again. Kill it at any moment and start it again: it goes on. What fails is listed,"
          + " and the rest of the matrix finished. Exit code 3 where a cell failed or cannot be, 4"
          + " where an attack did not take or a method gave no model, 0 otherwise.",
      "Writes cells.jsonl, cells.csv, table.md, table.tex and report.html. The form of the file is"
          + " in docs/experiments.md; ready ones are in experiments/."
    },
    footer = {
      "",
      "Example:",
      "  tbar experiment experiments/single-task/small.yaml --set SHARED=../shared --dry-run"
    })
final class ExperimentCommand extends BaseCommand {
  static final String COPY = "experiment.yaml";

  @Parameters(index = "0", paramLabel = "FILE", description = "The experiment, a YAML file.")
  Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Fill a variable of the file; a file or folder is taken from where you are. May be given"
              + " several times.")
  Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--only",
      paramLabel = "AXIS=NAME[,NAME]",
      split = ";",
      description =
          "Only the cells with these names along model, data, attack, method, budget or seed. May"
              + " be given several times.")
  List<String> only = List.of();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      description = "Where results go (default: tbar-experiments/NAME, by the file's name).")
  @Nullable Path out;

  @Option(
      names = "--store",
      paramLabel = "FOLDER",
      description =
          "Where stages are kept; several experiments may use the same, and several processes at once"
              + " (default: OUT/store).")
  @Nullable Path store;

  @Option(
      names = "--dry-run",
      description = "Show cells, stages still to compute and the time they will take.")
  boolean dryRun;

  @Mixin DeviceOption device;
  @Mixin TrackingOptions tracking;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Compute threads; 0 takes all processors (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "Images a step of the model (default: ${DEFAULT-VALUE}).")
  int batch;

  @Mixin ClusterOptions cluster;

  @Override
  public Integer call() throws Exception {
    cluster.check(dryRun);
    Matrix matrix = Matrix.read(file, variables);
    Path folder = out == null ? Path.of("tbar-experiments", matrix.name()) : out;
    refuseForeign(folder);
    StageStore stages = new StageStore(store == null ? folder.resolve("store") : store);
    if (dryRun) {
      return withProgress(
          progress -> {
            DryRun plan = DryRun.of(plan(matrix, digests(stages, progress)), stages);
            DryRunText.print(plan, out());
            cluster.printSizing(plan, out());
            return OK;
          });
    }
    try (MatrixLock outLock = MatrixLock.take(folder);
        MatrixLock storeLock = store == null ? null : MatrixLock.take(store)) {
      if (cluster.shard != null) {
        return share(matrix, stages, Shard.parse(cluster.shard));
      }
      List<CellResult> results = withProgress(progress -> results(matrix, stages, progress));
      ExperimentOutput.write(folder, file, matrix, results, List.copyOf(variables.keySet()));
      tracking.write(results);
      out().print(ResultTables.markdown(results));
      return end(results, folder);
    } catch (TbarException e) {
      throw e.kind() == Kind.CANCELLED ? stopped(e) : e;
    }
  }

  private List<CellResult> results(Matrix matrix, StageStore stages, Progress progress) {
    InputDigests digests = digests(stages, progress);
    List<PlannedCell> cells = plan(matrix, digests);
    digests.save();
    if (cluster.master != null) {
      cluster.run(
          stages,
          cells,
          new ExperimentPlan(),
          ExperimentPlan.body(file, variables, only, compute()),
          matrix.name(),
          threads,
          progress);
    }
    MatrixRunner runner =
        cluster.elsewhere() ? MatrixRunner.merging(stages) : new MatrixRunner(stages);
    return runner.run(cells, progress);
  }

  private int share(Matrix matrix, StageStore stages, Shard shard) throws Exception {
    ShardRun run = new ShardRun(stages, shard);
    int failed =
        withProgress(
            progress -> {
              InputDigests digests = digests(stages, progress);
              List<PlannedCell> cells = plan(matrix, digests);
              digests.save();
              Libtorch.start(threads, progress);
              return run.run(cells, progress);
            });
    console()
        .err()
        .printf(
            "tbar: share %d/%d computed %d stages; %s; --merge writes the tables.%n",
            shard.index(),
            shard.count(),
            run.computed(),
            failed == 0 ? "all stages are done" : failed + " stages failed or need one that did");
    return failed == 0 ? OK : Kind.BAD_INPUT.exitCode();
  }

  private InputDigests digests(StageStore stages, Progress progress) {
    return new InputDigests(stages.root().resolve(ExperimentPlan.DIGESTS), progress);
  }

  private List<String> compute() {
    return List.of("--threads=" + threads, "--batch=" + batch, device.word());
  }

  private List<PlannedCell> plan(Matrix matrix, InputDigests digests) {
    return ExperimentPlan.cells(matrix, digests, compute(), only);
  }

  private int end(List<CellResult> results, Path folder) {
    int code = OK;
    for (CellResult cell : results) {
      if (cell.status().failure()) {
        console()
            .err()
            .printf("%s %s: %s%n", cell.cell().id(), cell.status().text(), cell.reason());
      }
    }
    long failed = results.stream().filter(cell -> cell.status().failure()).count();
    if (failed > 0) {
      console()
          .err()
          .printf(
              "tbar: %d of %d cells failed or cannot be (listed above); the others are done, and"
                  + " the same command tries the failed ones again.%n",
              failed, results.size());
      code = Kind.BAD_INPUT.exitCode();
    } else if (results.stream().anyMatch(cell -> !cell.status().answered())) {
      code = Kind.INCONCLUSIVE.exitCode();
    }
    console().err().printf("Report: %s%n", folder.resolve("report.html"));
    return code;
  }

  private static TbarException stopped(TbarException e) {
    return new TbarException(
        Kind.CANCELLED,
        "Stopped as asked; what was computed is kept, and the same command goes on from there.",
        e);
  }

  /** Tables of an earlier run of an experiment may be replaced; anything else may not. */
  private static void refuseForeign(Path folder) {
    if (!Files.isDirectory(folder)
        || Files.exists(folder.resolve(COPY))
        || Files.exists(folder.resolve("lock"))) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw TbarException.badInput(
            "The folder '%s' exists already and holds no experiment; choose another place with"
                + " --out.",
            folder);
      }
    } catch (IOException e) {
      throw FileErrors.reading(folder, e);
    }
  }
}
