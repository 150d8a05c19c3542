package io.tbar.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run would do.
 *
 * @param kinds by kind of stage, in the order in which they come
 * @param estimates seconds by key, of the stages to compute whose time is known
 */
public record DryRun(
    List<PlannedCell> cells, Map<String, Count> kinds, Map<String, Double> estimates) {
  /**
   * The stages of one kind.
   *
   * @param stored how many lie in the store
   * @param open how many are still to be computed
   * @param timed for how many of the open ones a time is known
   * @param seconds that the timed ones will take, by what like ones took
   */
  public record Count(int stored, int open, int timed, double seconds) {
    private Count plus(boolean isStored, OptionalDouble estimate) {
      return isStored
          ? new Count(stored + 1, open, timed, seconds)
          : new Count(
              stored,
              open + 1,
              timed + (estimate.isPresent() ? 1 : 0),
              seconds + estimate.orElse(0));
    }
  }

  public DryRun {
    cells = List.copyOf(cells);
    kinds = new LinkedHashMap<>(kinds);
    estimates = Map.copyOf(estimates);
  }

  /** How long it takes where so many stages are computed at once; what is stored takes nothing. */
  public PlanSimulation on(int workers) {
    return PlanSimulation.of(cells, workers, stage -> estimates.getOrDefault(stage.key(), 0.0));
  }

  /** Looks into the store, verifies nothing, computes nothing. */
  public static DryRun of(List<PlannedCell> cells, StageStore store) {
    List<StageManifest> past = store.manifests();
    Map<String, Count> kinds = new LinkedHashMap<>();
    Map<String, Double> estimates = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>();
    for (PlannedCell cell : cells) {
      for (Stage stage : cell.inOrder()) {
        if (seen.add(stage.key())) {
          boolean stored = store.has(stage.key());
          OptionalDouble estimate = stored ? OptionalDouble.empty() : estimate(stage, past);
          estimate.ifPresent(seconds -> estimates.put(stage.key(), seconds));
          kinds.merge(
              stage.kind(),
              new Count(0, 0, 0, 0).plus(stored, estimate),
              (count, more) -> count.plus(stored, estimate));
        }
      }
    }
    return new DryRun(cells, kinds, estimates);
  }

  /** Stages still to be computed. */
  public int open() {
    return kinds.values().stream().mapToInt(Count::open).sum();
  }

  /** Seconds of all open stages; empty where one is of a kind never timed. */
  public OptionalDouble seconds() {
    return kinds.values().stream().allMatch(count -> count.timed() == count.open())
        ? OptionalDouble.of(kinds.values().stream().mapToDouble(Count::seconds).sum())
        : OptionalDouble.empty();
  }

  /** The mean over those of the same kind that share the most settings and inputs with it. */
  private static OptionalDouble estimate(Stage stage, List<StageManifest> past) {
    int most = -1;
    List<Double> seconds = new ArrayList<>();
    for (StageManifest other : past) {
      if (!other.kind().equals(stage.kind())) {
        continue;
      }
      int shared = shared(stage, other);
      if (shared > most) {
        most = shared;
        seconds.clear();
      }
      if (shared == most) {
        seconds.add(other.seconds());
      }
    }
    return seconds.stream().mapToDouble(Double::doubleValue).average();
  }

  private static int shared(Stage stage, StageManifest other) {
    int shared = 0;
    for (Map.Entry<String, Object> setting : stage.configuration().entrySet()) {
      Object theirs = other.configuration().get(setting.getKey());
      shared += String.valueOf(setting.getValue()).equals(String.valueOf(theirs)) ? 1 : 0;
    }
    for (Map.Entry<String, String> input : stage.inputs().entrySet()) {
      shared += input.getValue().equals(other.inputs().get(input.getKey())) ? 1 : 0;
    }
    return shared;
  }
}
