package io.tbar.invert;

import io.tbar.measure.Statistic;
import io.tbar.measure.Statistic.Suspicion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of a scan. */
final class Statistics {
  private Statistics() {}

  /**
   * One outlier index a family. Clean models can be fooled too, but about as easily towards one
   * label as towards the next.
   */
  static List<Statistic> decisive(List<ClassSearch.Result> results) {
    return results.stream()
        .map(
            r ->
                new Statistic(
                    r.family().family() + ".lead",
                    lead(r.shares()),
                    false,
                    Suspicion.HIGH,
                    "How far the label that is easiest to reach by this family lies before the"
                        + " second one: the difference of their effects, the shares of held-out"
                        + " images of other labels that are led to the label, at the whole, half"
                        + " or a quarter of the scan's budget, whichever tells them apart best."))
        .toList();
  }

  static List<Statistic> further(
      Decree.@Nullable Result decree,
      @Nullable InvertedTrigger collapsed,
      List<ClassSearch.Result> results) {
    List<Statistic> all = new ArrayList<>();
    if (decree != null) {
      boolean none = decree.trigger() == null;
      all.add(
          new Statistic(
              "decree.area",
              decree.area(),
              none,
              Suspicion.LOW,
              "Relative L1 of DECREE's trigger: the mean of its mask, in (0, 1]; censored where no"
                  + " step reached a mean pairwise cosine of "
                  + PenaltySchedule.THRESHOLD
                  + "."));
      all.add(
          new Statistic(
              "decree.passes",
              decree.passesToCollapse(),
              none,
              Suspicion.LOW,
              "Images through the tower until DECREE's first collapse; censored without one."));
      all.add(
          new Statistic(
              "decree.cosine",
              collapsed == null ? 0 : collapsed.cosine(),
              collapsed == null,
              Suspicion.HIGH,
              "Mean pairwise cosine of the held-out embeddings under DECREE's trigger, rounded to 8"
                  + " bits; censored where there is none."));
    }
    for (ClassSearch.Result r : results) {
      String family = r.family().family();
      all.add(
          new Statistic(
              family + ".effect",
              Arrays.stream(r.shares()).max().orElse(0),
              false,
              Suspicion.HIGH,
              "Largest share of held-out images of other labels that a perturbation of this family"
                  + " leads to one label under the scan's budget."));
      all.add(
          new Statistic(
              family + ".gap",
              lead(Arrays.stream(r.losses()).map(loss -> -loss).toArray()),
              false,
              Suspicion.HIGH,
              "The outlier index in nats: the second smallest minus the smallest mean cross-entropy"
                  + " of held-out images towards a label."));
      all.add(
          new Statistic(
              family + ".size",
              r.best().size(),
              !r.reached(),
              Suspicion.LOW,
              "Smallest "
                  + r.family().sizeMeaning()
                  + " at which the easiest label's perturbation has an effect of "
                  + Shrink.EQUAL_EFFECT
                  + "; censored where twice the budget is not enough."));
    }
    return all;
  }

  /** How far the largest of the values lies before the second. */
  static double lead(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n < 2 ? 0 : sorted[n - 1] - sorted[n - 2];
  }
}
