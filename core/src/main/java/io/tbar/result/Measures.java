package io.tbar.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model scored.
 *
 * @param rates by {@link MeasureIds}, in the order they are shown
 * @param shiftedClass the third class that gains most under the trigger, or null
 * @param classes one entry a class, in class order; empty where nothing was counted per class
 */
public record Measures(
    Map<String, Measure> rates, @Nullable String shiftedClass, List<ClassCounts> classes) {
  public Measures {
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
    classes = List.copyOf(classes);
  }

  public @Nullable Measure rate(String id) {
    return rates.get(id);
  }
}
