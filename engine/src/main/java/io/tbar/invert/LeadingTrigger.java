package io.tbar.invert;

import io.tbar.data.Split;
import io.tbar.image.Pixels;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Gives a scan's findings the trigger of the label that a comparison of labels named. */
public final class LeadingTrigger {
  private static final int SHOWN = 5;

  private LeadingTrigger() {}

  /**
   * @param images those of the scan, in its order
   * @param label class index that stands out
   * @param strongest change towards each label, by class index
   * @return the findings with the smallest usable trigger towards the label as the chosen one, or
   *     none where there is none
   */
  public static Findings adopt(
      Findings findings,
      ZeroShotModel model,
      List<Pixels> images,
      ScanOptions options,
      int label,
      Map<Integer, LabelSearch.Strongest> strongest) {
    int[] order = Split.order(images.size(), options.seed(), "scan-split");
    List<Pixels> held =
        Arrays.stream(order, images.size() / 2, images.size()).mapToObj(images::get).toList();
    try (Pictures pictures = new Pictures(held);
        Tower tower = new Tower(model.clip(), model.classifier().head());
        Probe probe = new Probe(tower, model.predictor().batch(), pictures)) {
      List<InvertedTrigger> triggers = new ArrayList<>(findings.triggers());
      LabelSearch.Strongest best = strongest.get(label);
      if (best != null) {
        triggers.add(probe.measure(best.family(), best.trigger()));
      }
      triggers.sort(
          Comparator.comparing((InvertedTrigger t) -> !t.usable())
              .thenComparingDouble(InvertedTrigger::change));
      InvertedTrigger chosen =
          triggers.stream().filter(t -> t.usable() && t.label() == label).findFirst().orElse(null);
      List<Candidate> all = chosen == null ? List.of() : candidates(model, probe, chosen);
      return new Findings(
          findings.statistics(),
          findings.further(),
          triggers,
          chosen,
          reason(chosen, model.classes().name(label)),
          chosen == null ? findings.candidates() : Labels.byIncrease(all, SHOWN),
          chosen == null ? findings.nearest() : Labels.byAlignment(all, SHOWN),
          findings.curves(),
          findings.passes() + tower.passes(),
          findings.notDone(),
          findings.configuration());
    }
  }

  private static List<Candidate> candidates(
      ZeroShotModel model, Probe probe, InvertedTrigger chosen) {
    Probe.Answers answers = probe.with(chosen.trigger());
    try (Tensor mean = answers.mean()) {
      return new Labels(model.classes().names(), probe.clean(), probe.cleanMean())
          .all(answers.labels(), mean, model.classifier().head().weight());
    }
  }

  private static String reason(@Nullable InvertedTrigger chosen, String label) {
    return chosen == null
        ? "The label '"
            + label
            + "' goes furthest beyond the base, but no usable trigger towards it was found."
        : String.format(
            Locale.ROOT,
            "The label '%s' goes furthest beyond the base; of the usable triggers towards it that"
                + " of family %s changes the pictures least: by %.3f of the range, root mean square.",
            label,
            chosen.family(),
            chosen.change());
  }
}
