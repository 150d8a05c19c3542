package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Searches a family's perturbation towards every label at once under one budget: a backdoor shows
 * as the label that is far easier to reach than the others.
 */
final class ClassSearch {
  private static final int BATCH = 8;
  private static final int STEPS = 60;
  private static final int JUDGED_ON = 128;

  /**
   * What came out for one family.
   *
   * @param labels in the order of the other lists
   * @param effects share of held-out pictures that each label gets under its perturbation
   */
  record Result(
      Perturbation family,
      List<Integer> labels,
      double[] effects,
      InvertedTrigger best,
      Curve curve) {}

  private final Tower tower;
  private final Pictures search;
  private final Pictures heldOut;
  private final Probe probe;
  private final ScanOptions options;
  private final int atOnce;

  ClassSearch(
      Tower tower,
      Pictures search,
      Pictures heldOut,
      Probe probe,
      ScanOptions options,
      int atOnce) {
    this.tower = tower;
    this.search = search;
    this.heldOut = heldOut;
    this.probe = probe;
    this.options = options;
    this.atOnce = atOnce;
  }

  Result run(Perturbation family, List<Integer> labels, Progress progress) {
    int steps = options.budget().steps(STEPS);
    String stage = "inverting, " + family.family();
    List<Curve.Point> points = new ArrayList<>();
    try (SideBySide problems = SideBySide.start(tower, family, labels, options.seed(), atOnce)) {
      for (int step = 0; step < steps; step++) {
        progress.check();
        progress.update(stage, step, steps);
        try (Scope s = new Scope()) {
          Tensor pictures = search.batch(options.seed(), "invert-batch", step, BATCH);
          double[] losses = problems.step(pictures);
          double least = Double.POSITIVE_INFINITY;
          for (double loss : losses) {
            least = Math.min(least, loss);
          }
          points.add(new Curve.Point(tower.passes(), 0, least, 0));
        }
      }
      progress.update(stage, steps, steps);
      double[] effects;
      try (Scope s = new Scope()) {
        effects = problems.effects(heldOut.first(JUDGED_ON));
      }
      int best = 0;
      for (int k = 1; k < effects.length; k++) {
        best = effects[k] > effects[best] ? k : best;
      }
      InvertedTrigger trigger;
      try (Scope s = new Scope()) {
        List<Tensor> leaves = problems.problem(best);
        trigger = probe.measure(family, family.trigger(leaves), family.size(leaves));
      }
      return new Result(family, labels, effects, trigger, new Curve(family.family(), points));
    }
  }
}
