package io.tbar.experiment;

import io.tbar.base.Json;
import io.tbar.base.Progress;
import io.tbar.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A piece of work whose outcome is known by what goes in: the same kind, configuration and inputs
 * are computed once, whichever cells ask for it.
 *
 * @param kind what is done: "poison", "clean", "evaluate"
 * @param configuration every setting that can change the outcome; plain values
 * @param inputs SHA-256 by role, of what comes from outside
 * @param needs other stages by role, whose folders the work reads
 * @param work how it is done; no part of the key
 */
public record Stage(
    String kind,
    Map<String, Object> configuration,
    Map<String, String> inputs,
    Map<String, Stage> needs,
    Work work) {
  /** Settings of an older store stay what they were; a new format gets new keys. */
  private static final int FORMAT = 1;

  /** Does a stage's work. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param out a folder to be filled, which exists and is empty
     * @param needs the folders of the stages needed, by role; to be read only
     * @return figures and words for the tables; plain values
     */
    Map<String, Object> run(Path out, Map<String, Path> needs, Progress progress)
        throws IOException;
  }

  public Stage {
    configuration = new LinkedHashMap<>(configuration);
    inputs = new LinkedHashMap<>(inputs);
    needs = new LinkedHashMap<>(needs);
  }

  /** SHA-256 over kind, configuration and the digests of all that goes in. */
  public String key() {
    return key(Stage::key);
  }

  /**
   * @param keys gives the key of a stage needed; a large plan remembers them
   */
  String key(Function<Stage, String> keys) {
    Map<String, String> upstream = new TreeMap<>();
    needs.forEach((role, stage) -> upstream.put(role, keys.apply(stage)));
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("format", FORMAT);
    identity.put("kind", kind);
    identity.put("configuration", new TreeMap<>(configuration));
    identity.put("inputs", new TreeMap<>(inputs));
    identity.put("needs", upstream);
    return Sha256.of(Json.write(identity).getBytes(StandardCharsets.UTF_8));
  }

  /** This stage after all that it needs, each once. */
  public Set<Stage> inOrder() {
    Map<String, Stage> order = new LinkedHashMap<>();
    collect(order);
    return new LinkedHashSet<>(order.values());
  }

  private void collect(Map<String, Stage> order) {
    needs.values().forEach(stage -> stage.collect(order));
    order.putIfAbsent(key(), this);
  }
}
