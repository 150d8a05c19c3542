package io.tbar.checkpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells names that only have something in front, as a wrapper around the model leaves it. */
final class WrappedNames {
  private static final Map<String, String> WRAPPERS =
      Map.of(
          "_orig_mod.", "torch.compile",
          "base_model.model.", "peft");

  private WrappedNames() {}

  /**
   * What stands in front of at least half of the missing names.
   *
   * @param missing names that are called for
   * @param unexpected names that were found in their place
   * @return null where there is no such prefix
   */
  static @Nullable String prefix(List<String> missing, List<String> unexpected) {
    Set<String> wanted = new HashSet<>(missing);
    Map<String, Integer> counts = new HashMap<>();
    for (String name : unexpected) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        if (wanted.contains(name.substring(dot + 1))) {
          counts.merge(name.substring(0, dot + 1), 1, Integer::sum);
          break;
        }
      }
    }
    return counts.entrySet().stream()
        .filter(entry -> 2 * entry.getValue() >= missing.size())
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Where a known prefix comes from, in brackets; empty for others. */
  static String origin(String prefix) {
    String wrapper = WRAPPERS.get(prefix);
    return wrapper == null ? "" : " (" + wrapper + ")";
  }
}
