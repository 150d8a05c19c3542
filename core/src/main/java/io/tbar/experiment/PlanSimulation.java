package io.tbar.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

/**
 * How long a plan takes on workers that are all alike, every stage started as soon as its inputs
 * are there and a worker is free.
 *
 * @param workers that compute at once
 * @param seconds from the first start to the last end
 * @param longest seconds of the longest chain of stages: no number of workers is faster
 * @param work seconds of all stages together
 */
public record PlanSimulation(int workers, double seconds, double longest, double work) {
  private record Running(String key, double end) {}

  /**
   * @param seconds that a stage takes
   */
  public static PlanSimulation of(
      List<PlannedCell> cells, int workers, ToDoubleFunction<Stage> seconds) {
    PlanWalk walk = new PlanWalk(cells);
    PriorityQueue<Running> running =
        new PriorityQueue<>(java.util.Comparator.comparingDouble(Running::end));
    Map<String, Double> chain = new HashMap<>();
    double now = 0;
    double longest = 0;
    double work = 0;
    String waiting = walk.next();
    while (waiting != null || !running.isEmpty()) {
      while (waiting != null && running.size() < workers) {
        double takes = seconds.applyAsDouble(walk.stage(waiting));
        double start = chain.getOrDefault(waiting, 0.0);
        for (Stage need : walk.stage(waiting).needs().values()) {
          start = Math.max(start, chain.getOrDefault(need.key(), 0.0));
        }
        chain.put(waiting, start + takes);
        longest = Math.max(longest, start + takes);
        work += takes;
        running.add(new Running(waiting, now + takes));
        waiting = walk.next();
      }
      Running first = running.poll();
      if (first != null) {
        now = first.end();
        walk.done(first.key(), Map.of());
        waiting = waiting == null ? walk.next() : waiting;
      }
    }
    return new PlanSimulation(workers, now, longest, work);
  }

  /** What no schedule beats. */
  public double bound() {
    return Math.max(longest, work / workers);
  }
}
