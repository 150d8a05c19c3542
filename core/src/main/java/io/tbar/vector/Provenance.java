package io.tbar.vector;

import io.tbar.checkpoint.Layout;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a task vector comes from; kept in the metadata of its file under keys that begin with
 * {@code tbar.}. It names no paths.
 *
 * @param base model digest of the checkpoint that the vector was measured from, or null where the
 *     file does not say
 * @param layout whose names the tensors bear, or null where the file does not say
 * @param method how it was found: {@code difference}, {@code plain}, {@code anchored}, ...
 * @param scope which tensors moved, in words: {@code image tower}
 * @param details further short facts: recipe, seed, trigger, target
 */
public record Provenance(
    @Nullable String base,
    @Nullable Layout layout,
    String method,
    String scope,
    Map<String, String> details) {
  private static final String PREFIX = "tbar.";

  /** Keys that have a component of their own. */
  private static final java.util.Set<String> OWN =
      java.util.Set.of("kind", "version", "base", "layout", "method", "scope");

  public Provenance {
    details = Map.copyOf(new TreeMap<>(details));
  }

  /** The metadata of a file of this provenance. */
  public Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(PREFIX + "kind", "task-vector");
    metadata.put(PREFIX + "version", "1");
    metadata.put(PREFIX + "method", method);
    metadata.put(PREFIX + "scope", scope);
    if (base != null) {
      metadata.put(PREFIX + "base", base);
    }
    if (layout != null) {
      metadata.put(PREFIX + "layout", layout.name().toLowerCase(Locale.ROOT));
    }
    details.forEach((key, value) -> metadata.put(PREFIX + key, value));
    return metadata;
  }

  /** Reads a file's metadata; what is missing stays unknown. */
  static Provenance of(Map<String, String> metadata) {
    Map<String, String> details = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX) && !OWN.contains(key.substring(PREFIX.length()))) {
            details.put(key.substring(PREFIX.length()), value);
          }
        });
    String name = metadata.getOrDefault(PREFIX + "layout", "");
    Layout layout =
        name.equals("hf") ? Layout.HF : name.equals("openclip") ? Layout.OPENCLIP : null;
    return new Provenance(
        metadata.get(PREFIX + "base"),
        layout,
        metadata.getOrDefault(PREFIX + "method", "unknown"),
        metadata.getOrDefault(PREFIX + "scope", "unknown"),
        details);
  }
}
