package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Searches a family's perturbation towards every label at once under one budget: a backdoor shows
 * as the label that is far easier to reach than the others. Then the best one is made smaller for
 * as long as it keeps its effect, so that families can be compared.
 */
final class ClassSearch {
  /** Effect at which the families' sizes are compared. */
  static final double EQUAL_EFFECT = 0.8;

  private static final int BATCH = 8;
  private static final int STEPS = 60;
  private static final int JUDGED_ON = 96;
  private static final int HALVINGS = 4;
  private static final double MOST = 2;

  /**
   * What came out for one family.
   *
   * @param labels in the order of the effects
   * @param effects held-out effect of each label's own perturbation at the budget
   * @param best the easiest label's perturbation, made as small as the equal effect allows
   * @param reached whether it has that effect at all, at up to twice the budget
   */
  record Result(
      Perturbation family,
      List<Integer> labels,
      List<SideBySide.Effect> effects,
      InvertedTrigger best,
      boolean reached,
      Curve curve) {

    double[] shares() {
      return effects.stream().mapToDouble(SideBySide.Effect::share).toArray();
    }

    double[] losses() {
      return effects.stream().mapToDouble(SideBySide.Effect::loss).toArray();
    }
  }

  private final Tower tower;
  private final Pictures search;
  private final Pictures heldOut;
  private final Probe probe;
  private final ScanOptions options;
  private final ResumeFolder folder;
  private final int atOnce;

  ClassSearch(
      Tower tower,
      Pictures search,
      Pictures heldOut,
      Probe probe,
      ScanOptions options,
      ResumeFolder folder,
      int atOnce) {
    this.tower = tower;
    this.search = search;
    this.heldOut = heldOut;
    this.probe = probe;
    this.options = options;
    this.folder = folder;
    this.atOnce = atOnce;
  }

  Result run(Perturbation family, List<Integer> labels, Progress progress) {
    try (SideBySide problems = SideBySide.start(tower, family, labels, options.seed(), atOnce)) {
      List<Curve.Point> points = descend(family, problems, progress);
      return judge(family, labels, problems, new Curve(family.family(), points));
    }
  }

  private List<Curve.Point> descend(Perturbation family, SideBySide problems, Progress progress) {
    int steps = options.budget().steps(STEPS);
    int batch = Math.min(BATCH, search.count());
    String name = family.family();
    Map<String, Tensor> tensors = problems.state();
    List<Curve.Point> points = new ArrayList<>();
    int step = 0;
    ResumeFolder.State state = folder.load(name).orElse(null);
    if (state != null) {
      tensors.forEach((key, t) -> state.restore(key, t, folder.file(name)));
      step = state.step();
      tower.resume(state.passes());
      points.addAll(state.points());
    }
    while (step < steps) {
      if (folder.due() || progress.cancelled()) {
        folder.save(name, step, tower.passes(), Map.of(), points, tensors);
        progress.check();
      }
      progress.update("inverting, " + name, step, steps);
      try (Scope s = new Scope()) {
        Tensor pictures = search.batch(options.seed(), "invert-batch", step, batch);
        double[] losses = problems.step(pictures);
        double least = Arrays.stream(losses).min().orElse(0);
        points.add(new Curve.Point(tower.passes(), 0, Math.exp(-least), 0));
      }
      step++;
    }
    if (state == null || state.step() < step) {
      folder.save(name, step, tower.passes(), Map.of(), points, tensors);
    }
    progress.update("inverting, " + name, steps, steps);
    return points;
  }

  private Result judge(
      Perturbation family, List<Integer> labels, SideBySide problems, Curve curve) {
    try (Scope s = new Scope()) {
      Tensor pictures = heldOut.first(JUDGED_ON);
      int[] clean = Arrays.copyOf(probe.clean(), Math.toIntExact(pictures.size(0)));
      List<SideBySide.Effect> effects = problems.effects(pictures, clean);
      int best = 0;
      for (int k = 1; k < effects.size(); k++) {
        best = effects.get(k).share() > effects.get(best).share() ? k : best;
      }
      List<Tensor> leaves = problems.problem(best);
      int label = labels.get(best);
      double low = 0;
      double high = MOST;
      boolean reached = effect(family.scaled(MOST), leaves, label, pictures, clean) >= EQUAL_EFFECT;
      for (int i = 0; reached && i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (effect(family.scaled(middle), leaves, label, pictures, clean) >= EQUAL_EFFECT) {
          high = middle;
        } else {
          low = middle;
        }
      }
      Perturbation least = family.scaled(high);
      InvertedTrigger trigger = probe.measure(least, least.trigger(leaves), least.size(leaves));
      return new Result(family, labels, effects, trigger, reached, curve);
    }
  }

  private double effect(
      Perturbation family, List<Tensor> leaves, int label, Tensor pictures, int[] clean) {
    return SideBySide.effect(tower, family, leaves, label, pictures, clean, atOnce).share();
  }
}
