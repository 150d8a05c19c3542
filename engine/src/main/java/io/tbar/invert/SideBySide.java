package io.tbar.invert;

import io.tbar.base.Seeds;
import io.tbar.invert.Perturbation.Leaf;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import java.util.ArrayList;
import java.util.List;
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

  List<Integer> labels() {
    return labels;
  }

  List<Tensor> leaves() {
    return leaves;
  }

  AdamW adam() {
    return adam;
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
   * Share of pictures that each label gets under its own perturbation, not rounded to 8 bits.
   *
   * @param pictures [B, 3, S, S]
   */
  double[] effects(Tensor pictures) {
    double[] shares = new double[labels.size()];
    Inference.run(
        () -> {
          for (int k = 0; k < shares.length; k++) {
            try (Scope s = new Scope()) {
              Tensor answers =
                  tower
                      .logits(tower.embedAll(family.apply(problem(k), pictures), atOnce))
                      .argmax(new org.bytedeco.pytorch.LongOptional(1), false);
              long hits = 0;
              for (long answer : Tensors.longs(answers)) {
                hits += answer == labels.get(k) ? 1 : 0;
              }
              shares[k] = (double) hits / pictures.size(0);
            }
          }
        });
    return shares;
  }

  /** The same search with only some of its problems; this one is closed. */
  SideBySide keep(List<Integer> problems) {
    int[] rows = problems.stream().mapToInt(Integer::intValue).toArray();
    List<Tensor> kept = new ArrayList<>();
    for (Tensor leaf : leaves) {
      kept.add(pick(leaf.detach(), rows).requires_grad_(true));
    }
    SideBySide next =
        new SideBySide(tower, family, problems.stream().map(labels::get).toList(), kept, atOnce);
    List<Tensor> before = adam.state();
    List<Tensor> after = next.adam.state();
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            for (int i = 0; i < before.size(); i++) {
              Tensor value = before.get(i);
              after.get(i).copy_(value.dim() == 0 ? value : value.index_select(0, index(rows)));
            }
          }
        });
    close();
    return next;
  }

  private static Tensor pick(Tensor leaf, int[] rows) {
    return Scope.persist(() -> leaf.index_select(0, index(rows)));
  }

  private static Tensor index(int[] rows) {
    return Tensors.of(rows, rows.length);
  }

  @Override
  public void close() {
    adam.close();
    leaves.forEach(Tensor::close);
  }
}
