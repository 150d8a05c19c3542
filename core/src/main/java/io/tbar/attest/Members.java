package io.tbar.attest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Members of a JSON object in the order in which they are given, so that bytes repeat. */
final class Members {
  private Members() {}

  /**
   * @param pairs name and value in turn
   */
  static Map<String, Object> of(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }
}
