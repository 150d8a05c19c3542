package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * DECREE (Feng et al. 2023, arXiv 2303.15180): the smallest mask and pattern that make the
 * embeddings of stamped pictures alike, -S + λ ‖m‖₁ with ‖m‖₁ over three channels. It needs no
 * labels. Several restarts run side by side; those that fall behind are dropped.
 *
 * <p>CLIP's own normalisation is used, the weights are frozen, and the best trigger is judged again
 * on held-out pictures by whoever uses it.
 */
final class Decree {
  static final String NAME = "decree";
  static final int RESTARTS = 2;
  static final int BATCH = 32;
  static final int STEPS = 100;
  private static final double RATE = 0.5;
  private static final double BEHIND = 1.5;

  /** Of every inversion here: those of the reference (no decay, short memory of the slope). */
  static final AdamW.Settings ADAM = new AdamW.Settings(0.5, 0.9, 1e-8, 0, AdamW.Decay.ALL, 0);

  /**
   * The best trigger of all restarts.
   *
   * @param trigger null where no step succeeded
   * @param area mean of its mask, or 1 without one
   * @param passesToCollapse images through the tower until the first success, or all of them
   */
  record Result(
      @Nullable Trigger trigger, double area, long passesToCollapse, Curve curve, int side) {}

  private static final class Restart {
    final Tensor mask;
    final Tensor pattern;
    final Tensor bestMask;
    final Tensor bestPattern;
    PenaltySchedule schedule = new PenaltySchedule();
    boolean running = true;

    Restart(long seed, int number, int side) {
      SplittableRandom random = Seeds.of(seed, "decree-start", number);
      List<Perturbation.Leaf> start = MaskPattern.start(random, side);
      mask = leaf(start.get(0));
      pattern = leaf(start.get(1));
      bestMask = Scope.persist(() -> mask.detach().clone());
      bestPattern = Scope.persist(() -> pattern.detach().clone());
    }

    private static Tensor leaf(Perturbation.Leaf leaf) {
      return Scope.persist(() -> Tensors.of(leaf.values(), leaf.shape()).requires_grad_(true));
    }

    List<Tensor> leaves() {
      return List.of(mask, pattern);
    }

    void close() {
      List.of(mask, pattern, bestMask, bestPattern).forEach(Tensor::close);
    }
  }

  private final Tower tower;
  private final Pictures search;
  private final ScanOptions options;
  private final ResumeFolder folder;
  private final int atOnce;
  private final int batch;
  private final int side;

  Decree(Tower tower, Pictures search, ScanOptions options, ResumeFolder folder, int atOnce) {
    this.tower = tower;
    this.search = search;
    this.options = options;
    this.folder = folder;
    this.atOnce = atOnce;
    this.batch = Math.min(BATCH, search.count());
    this.side = tower.imageSize();
  }

  Result run(Progress progress) {
    int steps = options.budget().steps(STEPS);
    int epoch = Math.max(1, search.count() / batch);
    List<Restart> restarts = new ArrayList<>();
    for (int r = 0; r < RESTARTS; r++) {
      restarts.add(new Restart(options.seed(), r, side));
    }
    List<Curve.Point> points = new ArrayList<>();
    long begun = tower.passes();
    try (AdamW adam =
        new AdamW(restarts.stream().flatMap(r -> r.leaves().stream()).toList(), ADAM)) {
      Map<String, Tensor> tensors = tensors(restarts, adam);
      int step = 0;
      long first = -1;
      ResumeFolder.State state = folder.load(NAME).orElse(null);
      if (state != null) {
        tensors.forEach((name, t) -> state.restore(name, t, folder.file(NAME)));
        step = state.step();
        tower.resume(state.passes());
        points.addAll(state.points());
        begun = Math.round(state.numbers().getOrDefault("begun", 0.0));
        first = Math.round(state.numbers().getOrDefault("first", -1.0));
        for (int r = 0; r < RESTARTS; r++) {
          restarts.get(r).schedule = PenaltySchedule.of(part(state.numbers(), r));
          restarts.get(r).running = state.numbers().getOrDefault(r + ".running", 0.0) == 1;
        }
      }
      while (step < steps && restarts.stream().anyMatch(r -> r.running)) {
        if (folder.due() || progress.cancelled()) {
          save(step, begun, first, restarts, points, tensors);
          progress.check();
        }
        boolean success = step(step, restarts, adam, points);
        if (success && first < 0) {
          first = tower.passes() - begun;
        }
        step++;
        if (step % epoch == 0) {
          restarts.forEach(r -> r.running &= !r.schedule.finished());
          drop(restarts, step >= steps / 3);
        }
        tell(progress, step, steps, points.get(points.size() - 1));
      }
      if (state == null || state.step() < step) {
        save(step, begun, first, restarts, points, tensors);
      }
      return result(restarts, points, first < 0 ? tower.passes() - begun : first);
    } finally {
      restarts.forEach(Restart::close);
    }
  }

  /** One step of every running restart; whether one of them succeeded. */
  private boolean step(int step, List<Restart> restarts, AdamW adam, List<Curve.Point> points) {
    List<Restart> running = restarts.stream().filter(r -> r.running).toList();
    boolean success = false;
    double bestCosine = -1;
    double bestSize = 1;
    double weight = 0;
    try (Scope s = new Scope()) {
      Tensor pictures = search.batch(options.seed(), "decree-batch", step, batch);
      double[] cosines =
          running.size() * batch <= atOnce
              ? together(running, pictures)
              : inParts(running, pictures);
      for (int i = 0; i < cosines.length; i++) {
        Restart r = running.get(i);
        double l1 = l1(r.mask);
        if (r.schedule.observe(cosines[i], l1)) {
          success = true;
          Inference.run(
              () -> {
                r.bestMask.copy_(r.mask);
                r.bestPattern.copy_(r.pattern);
              });
        }
        if (cosines[i] > bestCosine) {
          bestCosine = cosines[i];
          bestSize = l1 / (3.0 * side * side);
          weight = r.schedule.weight();
        }
      }
    }
    adam.step(RATE);
    points.add(new Curve.Point(tower.passes(), weight, bestCosine, bestSize));
    return success;
  }

  private double[] together(List<Restart> running, Tensor pictures) {
    TensorVector stamped = new TensorVector();
    running.forEach(r -> stamped.push_back(stamp(r, pictures)));
    try (FrozenPass pass = tower.pass(torch.cat(stamped, 0))) {
      Tensor cosines = Collapse.cosine(pass.embeddings().view(running.size(), batch, -1));
      Tensor loss = cosines.sum().neg();
      for (Restart r : running) {
        loss = loss.add(penalty(r));
      }
      pass.backward(loss);
      float[] values = Tensors.floats(cosines);
      double[] wide = new double[values.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = values[i];
      }
      return wide;
    }
  }

  private double[] inParts(List<Restart> running, Tensor pictures) {
    int part = Math.min(batch, atOnce);
    int parts = (batch + part - 1) / part;
    double[] cosines = new double[running.size()];
    for (int i = 0; i < cosines.length; i++) {
      Restart r = running.get(i);
      cosines[i] =
          Collapse.backward(
              parts,
              p -> {
                int from = p * part;
                return tower.embed(
                    stamp(r, pictures.narrow(0, from, Math.min(part, batch - from))));
              });
      penalty(r).backward();
    }
    return cosines;
  }

  private static Tensor stamp(Restart r, Tensor pictures) {
    return MaskPattern.stamp(MaskPattern.decode(r.mask), MaskPattern.decode(r.pattern), pictures);
  }

  private static Tensor penalty(Restart r) {
    return MaskPattern.decode(r.mask).sum().mul(new Scalar(3 * r.schedule.weight()));
  }

  private static double l1(Tensor mask) {
    return Inference.of(() -> 3.0 * Tensors.item(MaskPattern.decode(mask).sum()));
  }

  private static void drop(List<Restart> restarts, boolean late) {
    double best = restarts.stream().mapToDouble(r -> r.schedule.best()).min().orElse(Double.NaN);
    if (late && Double.isFinite(best)) {
      restarts.forEach(r -> r.running &= r.schedule.best() <= BEHIND * best);
    }
  }

  private static void tell(Progress progress, int step, int steps, Curve.Point point) {
    String stage =
        String.format(
            Locale.ROOT,
            "inverting, mask and pattern (λ %.0e, cosine %.3f, L1 %.3f)",
            point.weight(),
            point.cosine(),
            point.size());
    progress.update(stage, step, steps);
  }

  private Result result(List<Restart> restarts, List<Curve.Point> points, long passes) {
    Restart best = restarts.get(0);
    for (Restart r : restarts) {
      best = r.schedule.best() < best.schedule.best() ? r : best;
    }
    Curve curve = new Curve(NAME, points);
    if (!Double.isFinite(best.schedule.best())) {
      return new Result(null, 1, passes, curve, side);
    }
    Restart found = best;
    Trigger trigger =
        MaskPattern.trigger(
            NAME,
            () -> MaskPattern.decode(found.bestMask),
            () -> MaskPattern.decode(found.bestPattern),
            side);
    return new Result(trigger, found.schedule.best() / (3.0 * side * side), passes, curve, side);
  }

  private static Map<String, Tensor> tensors(List<Restart> restarts, AdamW adam) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int r = 0; r < restarts.size(); r++) {
      all.put(r + ".mask", restarts.get(r).mask);
      all.put(r + ".pattern", restarts.get(r).pattern);
      all.put(r + ".bestMask", restarts.get(r).bestMask);
      all.put(r + ".bestPattern", restarts.get(r).bestPattern);
    }
    List<Tensor> state = adam.state();
    for (int i = 0; i < state.size(); i++) {
      all.put("adam." + i, state.get(i));
    }
    return all;
  }

  private void save(
      int step,
      long begun,
      long first,
      List<Restart> restarts,
      List<Curve.Point> points,
      Map<String, Tensor> tensors) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("begun", (double) begun);
    numbers.put("first", (double) first);
    for (int r = 0; r < restarts.size(); r++) {
      String prefix = r + ".";
      numbers.put(prefix + "running", restarts.get(r).running ? 1.0 : 0.0);
      restarts.get(r).schedule.state().forEach((key, value) -> numbers.put(prefix + key, value));
    }
    folder.save(NAME, step, tower.passes(), numbers, points, tensors);
  }

  private static Map<String, Double> part(Map<String, Double> numbers, int restart) {
    Map<String, Double> own = new LinkedHashMap<>();
    String prefix = restart + ".";
    numbers.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return own;
  }
}
