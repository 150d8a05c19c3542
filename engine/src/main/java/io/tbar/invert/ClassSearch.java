package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.torch.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Searches a family's perturbation towards every label at once under one budget: a backdoor shows
 * as the label that is far easier to reach than the others. Then the best one is made smaller for
 * as long as it keeps its effect, so that families can be compared.
 */
final class ClassSearch {
  static final int BATCH = 8;
  static final int STEPS = 60;

  /** Where half of the labels are given up, as a share of the steps. */
  private static final double FIRST_LAP = 1.0 / 3;

  /** Labels that are searched for to the end: the second decides about the lead. */
  private static final int LEAST_RACING = 3;

  /** Shares of the budget that labels are compared at: at the whole one all may be within reach. */
  static final double[] SCALES = {1, 0.5, 0.25};

  /**
   * What came out for one family.
   *
   * @param effects held-out effects of the labels' own perturbations at the share of the budget
   *     where the first label is furthest before the second; only of labels searched for to the end
   * @param best the easiest label's perturbation, made as small as the equal effect allows
   * @param reached whether it has that effect at all, at up to twice the budget
   */
  record Result(
      Perturbation family,
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
    if (!family.all().isEmpty()) {
      return lookThrough(family, labels, progress);
    }
    try (SideBySide problems = SideBySide.start(tower, family, labels, options.seed(), atOnce)) {
      List<Integer> racing = new ArrayList<>();
      for (int k = 0; k < labels.size(); k++) {
        racing.add(k);
      }
      List<Curve.Point> points = descend(family, problems, racing, progress);
      return judge(family, labels, racing, problems, new Curve(family.family(), points));
    }
  }

  /** Short and the same each time, so that nothing of it is kept to resume. */
  private Result lookThrough(Perturbation family, List<Integer> labels, Progress progress) {
    List<List<Perturbation.Leaf>> best =
        new LookThrough(tower, search, atOnce).best(family, labels, progress);
    try (SideBySide problems = SideBySide.at(tower, family, labels, best, atOnce)) {
      List<Integer> all = IntStream.range(0, labels.size()).boxed().toList();
      return judge(family, labels, all, problems, new Curve(family.family(), List.of()));
    }
  }

  /**
   * @param racing positions of all labels at first, of the best ones at the end
   */
  private List<Curve.Point> descend(
      Perturbation family, SideBySide problems, List<Integer> racing, Progress progress) {
    int steps = options.budget().steps(STEPS);
    int lap = lap(steps);
    int batch = Math.min(BATCH, search.count());
    String name = family.family();
    Map<String, Tensor> tensors = problems.state();
    List<Curve.Point> points = new ArrayList<>();
    double[] recent = new double[racing.size()];
    int step = 0;
    ResumeFolder.State state = folder.load(name).orElse(null);
    if (state != null) {
      tensors.forEach((key, t) -> state.restore(key, t, folder.file(name)));
      step = state.step();
      tower.resume(state.passes());
      points.addAll(state.points());
      for (int k = 0; k < recent.length; k++) {
        recent[k] = state.numbers().getOrDefault("recent." + k, 0.0);
      }
      racing.removeIf(k -> state.numbers().containsKey("out." + k));
    }
    while (step < steps) {
      if (folder.due() || progress.cancelled()) {
        folder.save(name, step, tower.passes(), numbers(recent, racing), points, tensors);
        progress.check();
      }
      progress.update("inverting, " + name, step, steps);
      try (Scope s = new Scope()) {
        Tensor pictures = search.batch(options.seed(), "invert-batch", step, batch);
        double[] losses = problems.step(pictures, racing);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
          int k = racing.get(i);
          recent[k] = step == 0 ? losses[i] : 0.8 * recent[k] + 0.2 * losses[i];
          least = Math.min(least, losses[i]);
        }
        points.add(new Curve.Point(tower.passes(), 0, Math.exp(-least), 0));
      }
      step++;
      if (step == lap) {
        giveUpHalf(racing, recent);
      }
    }
    if (state == null || state.step() < step) {
      folder.save(name, step, tower.passes(), numbers(recent, racing), points, tensors);
    }
    progress.update("inverting, " + name, steps, steps);
    return points;
  }

  /** The step after which half of the labels are given up. */
  static int lap(int steps) {
    return (int) Math.max(1, Math.round(steps * FIRST_LAP));
  }

  /** Of so many labels, those that are kept then, where there are as many. */
  static int kept(int racing) {
    return Math.max(LEAST_RACING, (racing + 1) / 2);
  }

  private static void giveUpHalf(List<Integer> racing, double[] recent) {
    int kept = kept(racing.size());
    List<Integer> best =
        racing.stream()
            .sorted(Comparator.comparingDouble((Integer k) -> recent[k]))
            .limit(kept)
            .toList();
    racing.retainAll(best);
  }

  private static Map<String, Double> numbers(double[] recent, List<Integer> racing) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int k = 0; k < recent.length; k++) {
      numbers.put("recent." + k, recent[k]);
      if (!racing.contains(k)) {
        numbers.put("out." + k, 1.0);
      }
    }
    return numbers;
  }

  private Result judge(
      Perturbation family,
      List<Integer> labels,
      List<Integer> racing,
      SideBySide problems,
      Curve curve) {
    try (Scope s = new Scope()) {
      Shrink shrink = Shrink.on(heldOut, tower, probe, atOnce);
      List<SideBySide.Effect> clearest = List.of();
      for (double scale : SCALES) {
        List<SideBySide.Effect> effects = new ArrayList<>();
        for (int k : racing) {
          effects.add(shrink.effect(family.scaled(scale), problems.problem(k), labels.get(k)));
        }
        if (clearest.isEmpty() || lead(effects) > lead(clearest)) {
          clearest = effects;
        }
      }
      int first = racing.get(first(clearest));
      List<Tensor> leaves = problems.problem(first);
      Shrink.Least least = shrink.least(family, leaves, labels.get(first));
      Perturbation small = least.family();
      InvertedTrigger trigger = probe.measure(small, small.trigger(leaves), small.size(leaves));
      return new Result(family, clearest, trigger, least.reached(), curve);
    }
  }

  private static int first(List<SideBySide.Effect> effects) {
    int best = 0;
    for (int k = 1; k < effects.size(); k++) {
      best = effects.get(k).share() > effects.get(best).share() ? k : best;
    }
    return best;
  }

  private static double lead(List<SideBySide.Effect> effects) {
    return Statistics.lead(effects.stream().mapToDouble(SideBySide.Effect::share).toArray());
  }
}
