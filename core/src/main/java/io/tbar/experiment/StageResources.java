package io.tbar.experiment;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stage takes of the node that computes it.
 *
 * @param cores from 1
 * @param memoryBytes of the process; 0 where nobody said
 * @param seconds that it will take by what like stages took; negative where that is unknown
 */
public record StageResources(int cores, long memoryBytes, double seconds) {
  public StageResources {
    if (cores < 1 || memoryBytes < 0) {
      throw TbarException.badInput(
          "A stage needs at least one core and no negative memory, not %d and %d.",
          cores, memoryBytes);
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("cores", cores);
    map.put("memoryBytes", memoryBytes);
    map.put("seconds", seconds);
    return map;
  }

  static StageResources of(JsonObject object) {
    return new StageResources(
        object.integer("cores"), object.longInteger("memoryBytes"), object.number("seconds"));
  }
}
