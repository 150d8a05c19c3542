package io.tbar.verdict;

import java.util.List;

/**
 * What changes towards one label come to.
 *
 * @param margins mean logit of the label less that of the best other, by family
 * @param shares mean share of pictures that get the label, by family, in [0, 1]
 */
public record LabelEffect(String label, List<Double> margins, List<Double> shares) {
  public LabelEffect {
    margins = List.copyOf(margins);
    shares = List.copyOf(shares);
  }
}
