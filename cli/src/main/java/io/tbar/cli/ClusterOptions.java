package io.tbar.cli;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.experiment.ClusterRun;
import io.tbar.experiment.DryRun;
import io.tbar.experiment.PlanSource;
import io.tbar.experiment.PlannedCell;
import io.tbar.experiment.StageStore;
import io.tbar.experiment.TaskPool;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Work on more than one machine. */
final class ClusterOptions {
  @Option(
      names = "--on",
      paramLabel = "MASTER",
      description =
          "Compute on Apache Spark: local[2], spark://HOST:7077, yarn, k8s://... All nodes must see"
              + " the store and the inputs under the same names (docs/cluster.md).")
  @Nullable String master;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Be one of N processes that share the store, I from 0: compute the I-th share of the"
              + " stages, then what is left. Writes no tables.")
  @Nullable String shard;

  @Option(
      names = "--merge",
      description =
          "Compute nothing: write the tables of what --shard processes left in the store.")
  boolean merge;

  /** Whether the stages are computed by other processes. */
  boolean elsewhere() {
    return merge || master != null;
  }

  void check(boolean dryRun) {
    List<String> given =
        Stream.of(
                master == null ? "" : "--on",
                shard == null ? "" : "--shard",
                merge ? "--merge" : "",
                dryRun && master == null ? "--dry-run" : "")
            .filter(name -> !name.isEmpty())
            .toList();
    if (given.size() > 1) {
      throw TbarException.usage(
          "%s and %s do not go together; give one of them.", given.get(0), given.get(1));
    }
  }

  /** Computes the plan on the cluster that --on names. */
  void run(
      StageStore stages,
      List<PlannedCell> cells,
      PlanSource source,
      Map<String, Object> body,
      String name,
      int threads,
      Progress progress) {
    String where = java.util.Objects.requireNonNull(master);
    int cores = Math.max(1, threads);
    StageStore store = new StageStore(stages.root().toAbsolutePath().normalize());
    try (TaskPool pool = opener().open(where, store.root(), "tbar " + name, cores)) {
      ClusterRun run = new ClusterRun(store, cores);
      run.run(cells, source, body, pool, progress);
      progress.note(run.computed() + " stages were computed on " + where);
    }
  }

  private static TaskPool.Opener opener() {
    return ServiceLoader.load(TaskPool.Opener.class)
        .findFirst()
        .orElseThrow(
            () ->
                TbarException.usage(
                    "--on needs the module spark, which is not on the class path; start with"
                        + " ./tbar, which brings it, or build it with ./mvnw -pl spark -am"
                        + " package."));
  }

  /** Hours on so many nodes, by what like stages took, where --on was given. */
  void printSizing(DryRun plan, PrintWriter out) {
    if (master == null) {
      return;
    }
    if (plan.seconds().isEmpty()) {
      out.println(
          "Hours on a cluster are unknown until a stage of each kind was timed; compute one cell"
              + " first, with --only.");
      return;
    }
    Table table = Table.of("tasks at once", "time", "no schedule beats");
    for (int workers : new int[] {1, 2, 4, 8, 16, 32, 64}) {
      var simulated = plan.on(workers);
      table.row(
          workers,
          Durations.clock((long) (simulated.seconds() * 1e9)),
          Durations.clock((long) (simulated.bound() * 1e9)));
    }
    out.println();
    table.print(out);
  }
}
