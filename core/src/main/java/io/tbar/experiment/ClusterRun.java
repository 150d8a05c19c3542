package io.tbar.experiment;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has a plan's stages computed by a pool of nodes: every stage whose inputs are there, at once. */
public final class ClusterRun {
  /** How often a stage whose node was lost is tried anew. */
  private static final int RETRIES = 3;

  /** How long a folder that another node wrote may take to be seen here. */
  private static final Duration APPEARS = Duration.ofSeconds(60);

  private static final Duration WAIT = Duration.ofMillis(500);

  private final StageStore store;
  private final int cores;
  private final Map<String, Integer> lost = new HashMap<>();
  private int computed;
  private int running;

  /**
   * @param cores that a stage takes
   */
  public ClusterRun(StageStore store, int cores) {
    this.store = store;
    this.cores = cores;
  }

  /** Stages that nodes computed in this run. */
  public int computed() {
    return computed;
  }

  /**
   * Saves the plan and computes what is not in the store. Failures are noted in the store, where
   * {@link MatrixRunner#merging} finds them.
   *
   * @param body from which the source makes the same plan on every node
   */
  public void run(
      List<PlannedCell> cells,
      PlanSource source,
      Map<String, Object> body,
      TaskPool pool,
      Progress progress) {
    String plan = SavedPlan.save(store.root(), source, body);
    run(new PlanWalk(cells), plan, pool, progress);
  }

  void run(PlanWalk walk, String plan, TaskPool pool, Progress progress) {
    StageFailures failures = new StageFailures(store);
    if (!pool.page().isEmpty()) {
      progress.note("The cluster's page: " + pool.page());
    }
    submit(walk, plan, pool);
    while (running > 0) {
      progress.check();
      progress.update("stages", walk.size() - walk.open(), walk.size());
      StageOutcome outcome = pool.take(WAIT);
      if (outcome != null) {
        running--;
        settle(outcome, walk, plan, failures, pool, progress);
        submit(walk, plan, pool);
      }
    }
  }

  /** What lies in the store is done at once; all else that is ready goes to the pool. */
  private void submit(PlanWalk walk, String plan, TaskPool pool) {
    for (String key = walk.next(); key != null; key = walk.next()) {
      Optional<Map<String, Object>> stored = store.summary(key);
      if (stored.isPresent()) {
        walk.done(key, stored.get());
      } else {
        pool.submit(task(walk, key, plan));
        running++;
      }
    }
  }

  private StageTask task(PlanWalk walk, String key, String plan) {
    return StageTask.of(walk.stage(key), key, new StageResources(cores, 0, -1), plan);
  }

  private void settle(
      StageOutcome outcome,
      PlanWalk walk,
      String plan,
      StageFailures failures,
      TaskPool pool,
      Progress progress) {
    String key = outcome.key();
    computed += outcome.computed() ? 1 : 0;
    if (outcome.sentence() == null) {
      walk.done(key, appear(outcome));
      failures.clear(key);
    } else if (outcome.lost() && lost.merge(key, 1, Integer::sum) <= RETRIES) {
      progress.note("Trying again elsewhere: " + outcome.sentence());
      pool.submit(task(walk, key, plan));
      running++;
    } else {
      Kind kind = outcome.kind() == null ? Kind.INTERNAL : outcome.kind();
      TbarException failure = new TbarException(kind, outcome.sentence());
      if (kind == Kind.CANCELLED) {
        throw failure;
      }
      progress.note("Failed on " + outcome.node() + ": " + outcome.sentence());
      failures.write(key, failure);
      walk.failed(key, failure);
    }
  }

  private Map<String, Object> appear(StageOutcome outcome) {
    long end = System.nanoTime() + APPEARS.toNanos();
    while (true) {
      Optional<Map<String, Object>> summary = store.summary(outcome.key());
      if (summary.isPresent()) {
        return summary.get();
      }
      if (System.nanoTime() > end) {
        Path folder = store.folder(outcome.key());
        throw TbarException.badInput(
            "The node '%s' stored a stage that is not seen here as '%s'; give --store a folder that"
                + " every node sees under the same name.",
            outcome.node(), folder);
      }
      StageLeases.pause(Progress.silent());
    }
  }
}
