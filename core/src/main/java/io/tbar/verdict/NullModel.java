package io.tbar.verdict;

import io.tbar.measure.Statistic;
import java.util.List;

/**
 * A clean model of a null set.
 *
 * @param name folder name, for people
 * @param lineage what it was fine-tuned from, by digest: models of one lineage share its natural
 *     triggers and count as dependent
 * @param sha256 of its tensors
 * @param statistics what the scanner measured on it, in the order of the scan
 */
public record NullModel(String name, String lineage, String sha256, List<Statistic> statistics) {
  public NullModel {
    statistics = List.copyOf(statistics);
  }

  /** Ids of the statistics, in order. */
  List<String> ids() {
    return statistics.stream().map(Statistic::id).toList();
  }
}
