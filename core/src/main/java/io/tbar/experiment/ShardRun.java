package io.tbar.experiment;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of several equal processes that compute a plan together and know of one another by the store
 * alone: first the share of its own, then whatever is ready and nobody is at. It waits for what
 * others compute and ends when all is done or failed, so that a node that dies is made up for.
 */
public final class ShardRun {
  private final StageStore store;
  private final Shard shard;
  private int computed;

  public ShardRun(StageStore store, Shard shard) {
    this.store = store;
    this.shard = shard;
  }

  /** Stages that this process computed. */
  public int computed() {
    return computed;
  }

  /**
   * Computes until nothing is open.
   *
   * @return how many stages failed, here or elsewhere
   */
  public int run(List<PlannedCell> cells, Progress progress) {
    StageFailures failures = new StageFailures(store);
    PlanWalk walk = new PlanWalk(cells);
    Set<String> ready = new LinkedHashSet<>();
    while (true) {
      progress.check();
      progress.update("stages", walk.size() - walk.open(), walk.size());
      boolean news = look(walk, ready, failures);
      if (walk.open() == 0) {
        return walk.failures().size();
      }
      if (!news && !computeOne(walk, ready, failures, progress)) {
        StageLeases.pause(progress);
      }
    }
  }

  /** Takes note of what others did; whether there was anything. */
  private boolean look(PlanWalk walk, Set<String> ready, StageFailures failures) {
    boolean news = false;
    for (String key = walk.next(); key != null; key = walk.next()) {
      ready.add(key);
    }
    for (String key : List.copyOf(ready)) {
      Optional<Map<String, Object>> stored = store.summary(key);
      Optional<TbarException> failed =
          stored.isPresent() ? Optional.empty() : failures.sinceStart(key);
      stored.ifPresent(summary -> walk.done(key, summary));
      failed.ifPresent(why -> walk.failed(key, why));
      if (stored.isPresent() || failed.isPresent()) {
        ready.remove(key);
        news = true;
      }
    }
    return news;
  }

  private boolean computeOne(
      PlanWalk walk, Set<String> ready, StageFailures failures, Progress progress) {
    List<String> order = new ArrayList<>();
    ready.stream().filter(key -> shard.has(walk.number(key))).forEach(order::add);
    ready.stream().filter(key -> !shard.has(walk.number(key))).forEach(order::add);
    for (String key : order) {
      try (StageLeases.Lease lease = store.leases().take(key)) {
        if (lease != null) {
          if (!store.has(key) && failures.sinceStart(key).isEmpty()) {
            compute(walk.stage(key), failures, key, progress);
          }
          return true;
        }
      }
    }
    return false;
  }

  private void compute(Stage stage, StageFailures failures, String key, Progress progress) {
    progress.note("Computing the stage " + stage.kind() + " (" + key.substring(0, 12) + ")");
    try {
      Map<String, Path> needs = new LinkedHashMap<>();
      stage
          .needs()
          .forEach((role, need) -> needs.put(role, store.find(need.key()).orElseThrow().folder()));
      store.compute(stage, needs, progress);
      computed++;
      failures.clear(key);
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.check(); // a stop makes work fail in odd ways
      TbarException failure = Failures.sentence(stage.kind(), e);
      if (failure.kind() == Kind.CANCELLED) {
        throw failure;
      }
      failures.write(key, failure);
    }
  }
}
