package io.tbar.run;

import io.tbar.base.Json;
import io.tbar.invert.Passes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command would take on this machine, told before it runs.
 *
 * @param command audit or clean
 * @param model as it was named
 * @param stages in their order
 * @param peakBytes resident memory of the process at its peak, about
 * @param availableBytes what the machine has left for it; {@link Long#MAX_VALUE} where it does not
 *     tell
 * @param speed that seconds were made of
 */
public record CostEstimate(
    String command,
    String model,
    List<Stage> stages,
    long peakBytes,
    long availableBytes,
    Speed speed) {
  /**
   * A part of the work.
   *
   * @param passes at most; none where no image goes through the tower
   * @param seconds about
   */
  public record Stage(String name, Passes passes, double seconds) {}

  public CostEstimate {
    stages = List.copyOf(stages);
  }

  /** At most, forward and backward counted apart. */
  public long passes() {
    return stages.stream().mapToLong(stage -> stage.passes().all()).sum();
  }

  public double seconds() {
    return stages.stream().mapToDouble(Stage::seconds).sum();
  }

  /** The most of a stage of this name; none where there is no such stage. */
  public Passes passes(String stage) {
    return stages.stream()
        .filter(s -> s.name().equals(stage))
        .map(Stage::passes)
        .reduce(Passes.NONE, Passes::plus);
  }

  /** One object for all checkpoints that a command was given. */
  public static String toJson(List<CostEstimate> estimates) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", "tbar-cost/1");
    map.put("passes", estimates.stream().mapToLong(CostEstimate::passes).sum());
    map.put("seconds", rounded(estimates.stream().mapToDouble(CostEstimate::seconds).sum()));
    map.put("estimates", estimates.stream().map(CostEstimate::toMap).toList());
    return Json.write(map) + "\n";
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("command", command);
    map.put("model", model);
    map.put("passes", passes());
    map.put("seconds", rounded(seconds()));
    map.put("peakBytes", peakBytes);
    if (availableBytes < Long.MAX_VALUE) {
      map.put("availableBytes", availableBytes);
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (Stage stage : stages) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", stage.name());
      one.put("forward", stage.passes().forward());
      one.put("backward", stage.passes().backward());
      one.put("seconds", rounded(stage.seconds()));
      all.add(one);
    }
    map.put("stages", all);
    map.put("measured", speed.toMap());
    return map;
  }

  static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
