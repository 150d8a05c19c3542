package io.tbar.experiment;

import io.tbar.base.Json;
import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.base.TbarException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a stage on another node; goes to JSON and back equal.
 *
 * @param key of the stage
 * @param node that had it
 * @param computed whether it was computed there now; false where it lay in the store or failed
 * @param sentence why it failed, or null where it lies in the store
 * @param kind of the failure, or null
 * @param lost whether the node was lost and not the stage wrong: it may be tried elsewhere
 */
public record StageOutcome(
    String key,
    String node,
    boolean computed,
    @Nullable String sentence,
    @Nullable Kind kind,
    boolean lost) {
  static StageOutcome done(String key, boolean computed) {
    return new StageOutcome(key, Nodes.here(), computed, null, null, false);
  }

  static StageOutcome failed(String key, TbarException failure) {
    return new StageOutcome(
        key, Nodes.here(), false, String.valueOf(failure.getMessage()), failure.kind(), false);
  }

  /** Of a stage whose node was lost. */
  public static StageOutcome lost(String key, String node, String sentence) {
    return new StageOutcome(key, node, false, sentence, Kind.INTERNAL, true);
  }

  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("key", key);
    map.put("node", node);
    map.put("computed", computed);
    if (sentence != null && kind != null) {
      map.put("sentence", sentence);
      map.put("kind", kind.name());
    }
    map.put("lost", lost);
    return Json.write(map);
  }

  /** Reads what {@link #toJson} wrote. */
  public static StageOutcome of(String json) {
    JsonObject object = Json.parse(json.getBytes(StandardCharsets.UTF_8), "the outcome of a stage");
    boolean failed = object.has("sentence");
    return new StageOutcome(
        object.string("key"),
        object.string("node"),
        object.bool("computed", false),
        failed ? object.string("sentence") : null,
        failed ? Kind.valueOf(object.string("kind")) : null,
        object.bool("lost", false));
  }
}
