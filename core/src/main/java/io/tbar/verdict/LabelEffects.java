package io.tbar.verdict;

import java.util.List;
import java.util.Optional;

/**
 * How far universal changes of the picture drive each label: fixed families at fixed strength, a
 * short search towards every label, measured on pictures that were not searched on.
 *
 * @param configuration SHA-256 of everything it depends on besides the model
 * @param families of changes, in a fixed order
 * @param labels in the order of the vocabulary
 */
public record LabelEffects(String configuration, List<String> families, List<LabelEffect> labels) {
  public LabelEffects {
    families = List.copyOf(families);
    labels = List.copyOf(labels);
    for (LabelEffect label : labels) {
      if (label.margins().size() != families.size() || label.shares().size() != families.size()) {
        throw new IllegalArgumentException("not one effect a family: " + label.label());
      }
    }
  }

  Optional<LabelEffect> of(String label) {
    return labels.stream().filter(l -> l.label().equals(label)).findFirst();
  }
}
