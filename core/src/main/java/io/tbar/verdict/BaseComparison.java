package io.tbar.verdict;

import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A model beside one trusted model of its architecture. What both share, such as the natural
 * triggers of a label, cancels; what a fine-tuning changes spreads over the labels, and a backdoor
 * stands out at one.
 *
 * @param base folder or file name of the trusted model
 * @param baseSha256 of its tensors
 * @param labels largest excess first
 * @param families number of families that the excess is the mean of
 * @param p of the largest excess, were the labels' excesses alike and normal
 */
public record BaseComparison(
    String base, String baseSha256, List<LabelExcess> labels, int families, double p) {
  /** Fewest labels whose spread says anything. */
  public static final int LEAST_LABELS = 3;

  /** A second label is named too from this share of the largest excess on. */
  private static final double CLOSE = 0.7;

  public BaseComparison {
    labels = List.copyOf(labels);
  }

  /**
   * @param suspect table of the model in question
   * @param trusted that of the base, made alike, with the same labels at least
   * @throws TbarException BAD_INPUT for too few labels
   */
  public static BaseComparison of(
      LabelEffects suspect, LabelEffects trusted, String base, String baseSha256) {
    int families = suspect.families().size();
    List<double[]> differences = new ArrayList<>();
    for (LabelEffect label : suspect.labels()) {
      LabelEffect same =
          trusted
              .of(label.label())
              .orElseThrow(() -> new IllegalArgumentException("not in the base's table: " + label));
      double[] by = new double[families];
      for (int f = 0; f < families; f++) {
        by[f] = label.margins().get(f) - same.margins().get(f);
      }
      differences.add(by);
    }
    requireLabels(differences.size());
    centre(differences, families);
    List<LabelExcess> all = new ArrayList<>();
    for (int l = 0; l < differences.size(); l++) {
      int leads = 0;
      for (int f = 0; f < families; f++) {
        leads += leads(differences, l, f) ? 1 : 0;
      }
      all.add(
          new LabelExcess(suspect.labels().get(l).label(), upperThird(differences.get(l)), leads));
    }
    all.sort(Comparator.comparingDouble(LabelExcess::excess).reversed());
    double[] falling = all.stream().mapToDouble(LabelExcess::excess).toArray();
    return new BaseComparison(base, baseSha256, all, families, Outlier.p(falling));
  }

  /**
   * @throws TbarException BAD_INPUT for fewer than {@link #LEAST_LABELS}
   */
  public static void requireLabels(int labels) {
    if (labels < LEAST_LABELS) {
      throw TbarException.badInput(
          "The vocabulary holds %d labels, but a comparison with a base takes %d at least, because"
              + " the spread comes from the other labels; add further names to --classes.",
          labels, LEAST_LABELS);
    }
  }

  /** Fine-tuning makes every label a little easier or harder to reach; that is not the question. */
  private static void centre(List<double[]> differences, int searches) {
    for (int f = 0; f < searches; f++) {
      int at = f;
      double[] sorted = differences.stream().mapToDouble(d -> d[at]).sorted().toArray();
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      differences.forEach(d -> d[at] -= median);
    }
  }

  /** A trigger of one family moves the searches of that family alone. */
  private static double upperThird(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int from = sorted.length - Math.max(1, sorted.length / 3);
    return Arrays.stream(sorted, from, sorted.length).average().orElse(0);
  }

  private static boolean leads(List<double[]> differences, int label, int family) {
    double own = differences.get(label)[family];
    return differences.stream().allMatch(other -> other[family] <= own);
  }

  /** The label of the largest excess. */
  public LabelExcess first() {
    return labels.get(0);
  }

  /** The label of the largest excess, and the next where it is close. */
  public List<LabelExcess> leading() {
    LabelExcess next = labels.get(1);
    return first().excess() > 0 && next.excess() >= CLOSE * first().excess()
        ? List.of(first(), next)
        : List.of(first());
  }
}
