package io.tbar;

import io.tbar.base.Json;
import io.tbar.base.TbarException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One piece of work with all of its settings, as a value: two tasks with the same settings are
 * equal, and one that was written as JSON and read back is the same task. {@link Tbar} runs it.
 *
 * @param <R> what comes out
 */
public sealed interface Task<R> permits Audit, Clean, Disentangle, Evaluate, Poison, Transfer {
  /** Name of the command that does the same, such as "clean". */
  String command();

  /** How it computes. */
  Compute compute();

  /**
   * Every setting by the name of its component, groups flattened, in order; the {@code
   * configuration} of result.json is made of it. What is null follows the model and the method.
   */
  default Map<String, Object> settings() {
    return TaskSettings.of((Record) this);
  }

  /** Names of all settings as on the command line, without the dashes ("max-alpha"). */
  default Set<String> names() {
    return TaskSettings.names(((Record) this).getClass());
  }

  /** As JSON, which {@link #ofJson} reads back. Paths stay as they were given. */
  default String toJson() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("task", command());
    all.put("settings", this);
    return Json.write(all);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param origin where the text comes from, for messages
   * @throws TbarException BAD_INPUT for another text, USAGE for settings that cannot be
   */
  static Task<?> ofJson(String json, String origin) {
    return TaskJson.read(json, origin);
  }
}
