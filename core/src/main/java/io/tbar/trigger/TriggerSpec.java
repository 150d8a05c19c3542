package io.tbar.trigger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trigger file says.
 *
 * @param kind which arithmetic ("badnet", "blended", …)
 * @param name what users call it
 * @param resolution side in pixels of the picture that sizes and places are given for
 * @param seed of the stored material and of what is drawn anew for each sample
 * @param parameters strings and numbers, in the order of the file
 * @param tensors stored material by name; with it the seed plays no part in making the material
 */
record TriggerSpec(
    String kind,
    String name,
    int resolution,
    long seed,
    Map<String, Object> parameters,
    Map<String, FloatImage> tensors) {
  TriggerSpec {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
  }
}
