package io.tbar.experiment;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the stages of all cells, each once. What fails takes down the cells that need it and no
 * other; what is in the store already is verified and used.
 */
public final class MatrixRunner {
  /** Key of a stage's summary whose text says that the cell ends here, and how. */
  public static final String STOP = "stop";

  /** Key of a stage's summary whose text is the status of a cell that goes on to its end. */
  public static final String OUTCOME = "outcome";

  private final StageStore store;
  private final Map<String, TbarException> failed = new HashMap<>();
  private final @Nullable StageFailures elsewhere;
  private int computed;

  public MatrixRunner(StageStore store) {
    this(store, null);
  }

  private MatrixRunner(StageStore store, @Nullable StageFailures elsewhere) {
    this.store = store;
    this.elsewhere = elsewhere;
  }

  /** Computes nothing: takes what other processes left in the store, and what failed there. */
  public static MatrixRunner merging(StageStore store) {
    return new MatrixRunner(store, new StageFailures(store));
  }

  /**
   * @return one result a cell, in their order
   * @throws TbarException CANCELLED where the user asked to stop; what was computed stays
   */
  public List<CellResult> run(List<PlannedCell> cells, Progress progress) {
    if (elsewhere == null) {
      store.removeUnfinished();
    }
    List<CellResult> results = new ArrayList<>();
    for (PlannedCell cell : cells) {
      progress.check();
      progress.note(
          "Cell "
              + (results.size() + 1)
              + " of "
              + cells.size()
              + ": "
              + cell.cell().id()
              + (cell.impossible() == null ? "" : " cannot be"));
      results.add(run(cell, progress));
    }
    return results;
  }

  /** Stages that were not in the store and were computed. */
  public int computed() {
    return computed;
  }

  private CellResult run(PlannedCell planned, Progress progress) {
    if (planned.impossible() != null) {
      return new CellResult(
          planned.cell(), CellStatus.CANNOT_BE, planned.impossible(), Map.of(), Map.of(), 0);
    }
    Map<String, StoredStage> done = new LinkedHashMap<>();
    String stop = null;
    String outcome = null;
    for (Map.Entry<String, Stage> entry : planned.stages().entrySet()) {
      StoredStage stored;
      try {
        stored = ensure(entry.getValue(), progress);
      } catch (TbarException e) {
        if (e.kind() == Kind.CANCELLED) {
          throw e;
        }
        String reason = entry.getKey() + ": " + e.getMessage();
        return result(planned.cell(), CellStatus.FAILED, reason, done);
      }
      done.put(entry.getKey(), stored);
      if (stored.summary().get(OUTCOME) instanceof String text) {
        outcome = text;
      }
      if (stored.summary().get(STOP) instanceof String text) {
        stop = text;
        break;
      }
    }
    String end = stop == null ? outcome : stop;
    CellStatus status = end == null ? CellStatus.CLEANED : CellStatus.of(end);
    return result(planned.cell(), status, null, done);
  }

  private StoredStage ensure(Stage stage, Progress progress) {
    String key = stage.key();
    TbarException earlier = failed.get(key);
    if (earlier != null) {
      throw earlier;
    }
    try {
      StoredStage stored = store.find(key).orElse(null);
      if (stored != null) {
        return stored;
      }
      Map<String, StoredStage> needs = new LinkedHashMap<>();
      stage.needs().forEach((role, need) -> needs.put(role, ensure(need, progress)));
      progress.check();
      if (elsewhere != null) {
        throw elsewhere
            .last(key)
            .orElseGet(
                () ->
                    TbarException.badInput(
                        "Nobody has computed it yet; start the missing --shard I/N, and --merge"
                            + " when all have ended."));
      }
      progress.note("Computing the stage " + stage.kind() + " (" + key.substring(0, 12) + ")");
      StageStore.Ensured made = store.ensure(stage, key, StageStore.folders(needs), progress);
      computed += made.computed() ? 1 : 0;
      return made.stage();
    } catch (RuntimeException | OutOfMemoryError e) {
      progress.check(); // a stop makes work fail in odd ways
      TbarException failure = Failures.sentence(stage.kind(), e);
      if (failure.kind() != Kind.CANCELLED) {
        failed.put(key, failure);
      }
      throw failure;
    }
  }

  private static CellResult result(
      Cell cell, CellStatus status, @Nullable String reason, Map<String, StoredStage> done) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    double seconds = 0;
    for (Map.Entry<String, StoredStage> stage : done.entrySet()) {
      keys.put(stage.getKey(), stage.getValue().key());
      figures.putAll(stage.getValue().summary());
      seconds += stage.getValue().seconds();
    }
    figures.remove(STOP);
    figures.remove(OUTCOME);
    if (figures.get(Figure.CA_BEFORE.key()) instanceof Number before
        && figures.get(Figure.CA_AFTER.key()) instanceof Number after
        && before.doubleValue() > 0) {
      figures.put(Figure.CA_KEPT.key(), after.doubleValue() / before.doubleValue());
    }
    return new CellResult(cell, status, reason, figures, keys, Math.round(seconds * 1e3) / 1e3);
  }
}
