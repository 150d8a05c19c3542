package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
import io.tbar.train.Predictor;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The target first, then its trigger, in the manner of InverTune (arXiv 2506.12411): a mask and a
 * pattern over the whole picture are searched towards one label by cross-entropy, distance to what
 * the model itself takes for the label, likeness to the picture, and sparsity of the mask.
 *
 * <p>The label is the one that stands out in the scan. Where none does it is found as InverTune
 * does: a universal change that only drives answers away from what they were ends at the label that
 * the model is readiest to give. On small models that alone named the true target once in six.
 *
 * <p>Otherwise than in the public code: the change is a universal perturbation made here instead of
 * a stored patch; pictures are in [0, 1] and mask and pattern in tanh space, since the released
 * bounds belong to other channels; likeness is the mean squared change, the measure that triggers
 * are chosen by; and what likeness and sparsity weigh follows the success, because the released
 * weight of the mask exceeds all else at its start.
 */
final class TargetFirst {
  static final String NAME = "target-first";

  static final int AWAY_STEPS = 40;
  private static final double AWAY_BUDGET = 0.06;
  static final int STEPS = 120;
  static final int BATCH = 16;

  private static final double CROSS_ENTROPY = 5;
  private static final double DISTANCE = 0.5;
  private static final double SPARSITY = 0.1;
  private static final double LEAST_WEIGHT = 1e-2;
  private static final double MOST_WEIGHT = 1e4;

  /** Above the effect that is asked for in the end, on pictures that were not searched on. */
  private static final double ENOUGH = 0.9;

  private static final double FACTOR = 1.3;

  private final Tower tower;
  private final Pictures search;
  private final Probe probe;
  private final ScanOptions options;
  private final int atOnce;
  private final int batch;
  private final Veil veil;

  TargetFirst(Tower tower, Pictures search, Probe probe, ScanOptions options, int atOnce) {
    this.tower = tower;
    this.search = search;
    this.probe = probe;
    this.options = options;
    this.atOnce = atOnce;
    batch = Math.min(Math.min(BATCH, atOnce), search.count());
    veil = new Veil(tower.imageSize(), 1);
  }

  /** Short and the same each time, so that nothing of it is kept to resume. */
  InvertedTrigger run(Pictures heldOut, @Nullable Integer standsOut, Progress progress) {
    try (Scope s = new Scope()) {
      int target = standsOut == null ? target(progress) : standsOut;
      List<Tensor> leaves = leaves(veil, "target-first-start");
      descend(leaves, target, progress);
      Perturbation least =
          Shrink.on(heldOut, tower, probe, atOnce).least(veil, leaves, target).family();
      return probe.measure(least, least.trigger(leaves), least.size(leaves));
    }
  }

  /** The label whose share of the answers rises most where answers are driven away. */
  int target(Progress progress) {
    try (Scope s = new Scope()) {
      Additive away = new Additive(tower.imageSize(), AWAY_BUDGET);
      List<Tensor> leaves = leaves(away, "target-first-away");
      int steps = options.budget().steps(AWAY_STEPS);
      try (AdamW adam = new AdamW(leaves, Decree.ADAM)) {
        for (int step = 0; step < steps; step++) {
          progress.check();
          progress.update("finding the target", step, steps);
          try (Scope inner = new Scope()) {
            Tensor pictures = search.batch(options.seed(), "target-first-away", step, batch);
            Tensor before = tower.logits(tower.embedAll(pictures, atOnce));
            Tensor answers = before.argmax(new LongOptional(1), true);
            try (FrozenPass pass = tower.pass(away.apply(leaves, pictures))) {
              Tensor after = tower.logits(pass.embeddings());
              pass.backward(after.log_softmax(-1).gather(1, answers).mean());
            }
          }
          adam.step(away.rate());
        }
        progress.update("finding the target", steps, steps);
      }
      Tensor pictures = search.first(Shrink.JUDGED_ON);
      int[] after = Inference.of(() -> answers(away.apply(leaves, pictures)));
      return Probe.risen(answers(pictures), after, tower.classes());
    }
  }

  private void descend(List<Tensor> leaves, int target, Progress progress) {
    int steps = options.budget().steps(STEPS);
    double weight = 1;
    Tensor likeness = ofTarget(target);
    try (AdamW adam = new AdamW(leaves, Decree.ADAM)) {
      for (int step = 0; step < steps; step++) {
        progress.check();
        progress.update("inverting, " + NAME, step, steps);
        try (Scope s = new Scope()) {
          Tensor pictures = search.batch(options.seed(), "target-first-batch", step, batch);
          Tensor change = veil.change(leaves, pictures);
          Tensor size =
              change
                  .square()
                  .mean()
                  .add(MaskPattern.decode(leaves.get(0)).mean().mul(new Scalar(SPARSITY)));
          try (FrozenPass pass = tower.pass(pictures.add(change.squeeze(0)))) {
            Tensor logits = tower.logits(pass.embeddings());
            Tensor distance = pass.embeddings().sub(likeness).square().sum(new long[] {1}).mean();
            pass.backward(
                logits
                    .log_softmax(-1)
                    .select(1, target)
                    .mean()
                    .mul(new Scalar(-CROSS_ENTROPY))
                    .add(distance.mul(new Scalar(DISTANCE)))
                    .add(size.mul(new Scalar(weight))));
            weight = next(weight, share(logits, target));
          }
        }
        adam.step(veil.rate());
      }
    }
    progress.update("inverting, " + NAME, steps, steps);
  }

  private static double next(double weight, double share) {
    return share >= ENOUGH
        ? Math.min(MOST_WEIGHT, weight * FACTOR)
        : Math.max(LEAST_WEIGHT, weight / FACTOR);
  }

  /** Mean embedding of the pictures that the model gives the label anyway, or else the label's. */
  private Tensor ofTarget(int target) {
    Tensor pictures = search.first(search.count());
    int[] answers = answers(pictures);
    TensorVector own = new TensorVector();
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == target) {
        own.push_back(pictures.select(0, i));
      }
    }
    if (own.size() == 0) {
      return tower.label(target);
    }
    return tower.embedAll(torch.stack(own, 0), atOnce).mean(0);
  }

  private int[] answers(Tensor pictures) {
    return Predictor.best(tower.logits(tower.embedAll(pictures, atOnce)));
  }

  private static double share(Tensor logits, int target) {
    int[] answers = Predictor.best(logits.detach());
    return (double) Arrays.stream(answers).filter(a -> a == target).count() / answers.length;
  }

  /** Of one problem, in the current scope. */
  private List<Tensor> leaves(Perturbation family, String stream) {
    List<Perturbation.Leaf> start = family.start(Seeds.of(options.seed(), stream, 0));
    return SideBySide.stacked(List.of(start)).stream().map(l -> l.requires_grad_(true)).toList();
  }
}
