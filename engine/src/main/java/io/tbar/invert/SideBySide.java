package io.tbar.invert;

import io.tbar.base.Seeds;
import io.tbar.invert.Perturbation.Leaf;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One family's perturbations towards several labels, searched side by side on the same pictures.
 * The gradient goes to the leaves only. Batches go through the tower in parts of bounded size.
 */
final class SideBySide implements AutoCloseable {
  private static final AdamW.Settings ADAM =
      new AdamW.Settings(0.5, 0.9, 1e-8, 0, AdamW.Decay.ALL, 0);

  private final Tower tower;
  private final Perturbation family;
  private final int atOnce;
  private final List<Integer> labels;
  private final List<Tensor> leaves;
  private final AdamW adam;

  /**
   * @param labels what each perturbation is to lead to
   * @param atOnce most images that go through the tower together
   */
  static SideBySide start(
      Tower tower, Perturbation family, List<Integer> labels, long seed, int atOnce) {
    List<List<Leaf>> each = new ArrayList<>();
    for (int label : labels) {
      each.add(family.start(Seeds.of(seed, "invert-start-" + family.family(), label)));
    }
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < each.get(0).size(); i++) {
      int leaf = i;
      leaves.add(
          Scope.persist(
              () -> {
                TensorVector rows = new TensorVector();
                each.forEach(
                    l -> rows.push_back(Tensors.of(l.get(leaf).values(), l.get(leaf).shape())));
                return torch.stack(rows, 0).requires_grad_(true);
              }));
    }
    return new SideBySide(tower, family, labels, leaves, atOnce);
  }

  private SideBySide(
      Tower tower, Perturbation family, List<Integer> labels, List<Tensor> leaves, int atOnce) {
    this.tower = tower;
    this.family = family;
    this.labels = List.copyOf(labels);
    this.leaves = leaves;
    this.atOnce = atOnce;
    adam = new AdamW(leaves, ADAM);
  }

  /** One step on pictures [B, 3, S, S]; the mean cross-entropy of each label. */
  double[] step(Tensor pictures) {
    double[] losses = new double[labels.size()];
    int b = Math.toIntExact(pictures.size(0));
    int part = Math.max(1, atOnce / b);
    for (int from = 0; from < labels.size(); from += part) {
      int count = Math.min(part, labels.size() - from);
      try (Scope s = new Scope()) {
        Tensor each = losses(from, count, pictures);
        each.sum().backward();
        float[] values = Tensors.floats(each);
        for (int i = 0; i < count; i++) {
          losses[from + i] = values[i];
        }
      }
    }
    adam.step(family.rate());
    return losses;
  }

  /** Mean cross-entropy over the pictures, one a label, with gradient. */
  private Tensor losses(int from, int count, Tensor pictures) {
    long b = pictures.size(0);
    Tensor logits = tower.logits(tower.embed(family.apply(some(from, count), pictures)));
    Tensor picked = logits.log_softmax(-1).view(count, b, -1);
    TensorVector rows = new TensorVector();
    for (int i = 0; i < count; i++) {
      rows.push_back(picked.select(0, i).select(1, labels.get(from + i)).mean().neg());
    }
    return torch.stack(rows, 0);
  }

  private List<Tensor> some(int from, int count) {
    return leaves.stream().map(l -> l.narrow(0, from, count)).toList();
  }

  /** The leaves of one problem, first axis 1, in the current scope. */
  List<Tensor> problem(int k) {
    return leaves.stream().map(l -> l.detach().narrow(0, k, 1)).toList();
  }

  /**
   * What a perturbation does to pictures that the model does not give its label anyway.
   *
   * @param share of them that get the label, in [0, 1]
   * @param loss their mean cross-entropy towards the label
   */
  record Effect(double share, double loss) {}

  /**
   * The effect of each label's own perturbation. Not rounded to 8 bits.
   *
   * @param pictures [B, 3, S, S]
   * @param clean answers to them without any perturbation
   */
  List<Effect> effects(Tensor pictures, int[] clean) {
    List<Effect> effects = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      try (Scope s = new Scope()) {
        effects.add(effect(tower, family, problem(k), labels.get(k), pictures, clean, atOnce));
      }
    }
    return effects;
  }

  /** {@link #effects} of one perturbation. */
  static Effect effect(
      Tower tower,
      Perturbation family,
      List<Tensor> problem,
      int label,
      Tensor pictures,
      int[] clean,
      int atOnce) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor logits = tower.logits(tower.embedAll(family.apply(problem, pictures), atOnce));
            long[] answers = Tensors.longs(logits.argmax(new LongOptional(1), false));
            float[] log = Tensors.floats(logits.log_softmax(-1).select(1, label));
            double loss = 0;
            long hits = 0;
            long others = 0;
            for (int i = 0; i < answers.length; i++) {
              if (clean[i] != label) {
                others++;
                hits += answers[i] == label ? 1 : 0;
                loss -= log[i];
              }
            }
            return others == 0
                ? new Effect(0, 0)
                : new Effect((double) hits / others, loss / others);
          }
        });
  }

  /** Everything that moves, by name, to be saved and restored in place. */
  Map<String, Tensor> state() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < leaves.size(); i++) {
      all.put("leaf." + i, leaves.get(i));
    }
    List<Tensor> moments = adam.state();
    for (int i = 0; i < moments.size(); i++) {
      all.put("adam." + i, moments.get(i));
    }
    return all;
  }

  @Override
  public void close() {
    adam.close();
    leaves.forEach(Tensor::close);
  }
}
