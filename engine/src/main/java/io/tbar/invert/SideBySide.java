package io.tbar.invert;

import io.tbar.base.Seeds;
import io.tbar.invert.Perturbation.Leaf;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
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
    return at(tower, family, labels, each, atOnce);
  }

  /**
   * @param each where the perturbation of each label stands, in the order of the labels
   */
  static SideBySide at(
      Tower tower, Perturbation family, List<Integer> labels, List<List<Leaf>> each, int atOnce) {
    List<Tensor> leaves = new ArrayList<>();
    try (Scope s = new Scope()) {
      for (Tensor leaf : stacked(each)) {
        leaves.add(Scope.persist(() -> leaf.clone().requires_grad_(true)));
      }
    }
    return new SideBySide(tower, family, labels, leaves, atOnce);
  }

  /** Perturbations side by side: each leaf with a first axis for them, in the current scope. */
  static List<Tensor> stacked(List<List<Leaf>> each) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < each.get(0).size(); i++) {
      TensorVector rows = new TensorVector();
      for (List<Leaf> one : each) {
        rows.push_back(Tensors.of(one.get(i).values(), one.get(i).shape()));
      }
      leaves.add(torch.stack(rows, 0));
    }
    return leaves;
  }

  private SideBySide(
      Tower tower, Perturbation family, List<Integer> labels, List<Tensor> leaves, int atOnce) {
    this.tower = tower;
    this.family = family;
    this.labels = List.copyOf(labels);
    this.leaves = leaves;
    this.atOnce = atOnce;
    adam = new AdamW(leaves, Decree.ADAM);
  }

  /**
   * One step on pictures [B, 3, S, S].
   *
   * @param racing positions of the labels still searched for, ascending
   * @return the mean cross-entropy of each of them
   */
  double[] step(Tensor pictures, List<Integer> racing) {
    double[] losses = new double[racing.size()];
    int part = Math.max(1, atOnce / Math.toIntExact(pictures.size(0)));
    for (int from = 0; from < losses.length; from += part) {
      List<Integer> some = racing.subList(from, Math.min(from + part, losses.length));
      float[] values = descend(some, pictures);
      for (int i = 0; i < values.length; i++) {
        losses[from + i] = values[i];
      }
    }
    adam.step(family.rate());
    return losses;
  }

  /** Adds the gradients of the mean cross-entropy over the pictures, and returns it by label. */
  private float[] descend(List<Integer> some, Tensor pictures) {
    int[] rows = some.stream().mapToInt(Integer::intValue).toArray();
    try (Scope s = new Scope()) {
      Tensor index = Tensors.of(rows, rows.length);
      List<Tensor> own = leaves.stream().map(l -> l.index_select(0, index)).toList();
      try (FrozenPass pass = tower.pass(family.apply(own, pictures))) {
        Tensor log = tower.logits(pass.embeddings()).log_softmax(-1);
        Tensor picked = log.view(rows.length, pictures.size(0), -1);
        TensorVector each = new TensorVector();
        for (int i = 0; i < rows.length; i++) {
          each.push_back(picked.select(0, i).select(1, labels.get(rows[i])).mean().neg());
        }
        Tensor losses = torch.stack(each, 0);
        pass.backward(losses.sum());
        return Tensors.floats(losses);
      }
    }
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
   * The effect of one perturbation, not rounded to 8 bits.
   *
   * @param problem leaves, first axis 1
   * @param pictures [B, 3, S, S]
   * @param clean answers to them without any perturbation
   */
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
