package io.tbar.invert;

import io.tbar.base.Progress;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Tries every member of a family that has few, forward passes only, and keeps for each label the
 * member that leads to it with the highest mean probability.
 */
final class LookThrough {
  static final int PICTURES = 24;

  private final Tower tower;
  private final Pictures search;
  private final int atOnce;

  LookThrough(Tower tower, Pictures search, int atOnce) {
    this.tower = tower;
    this.search = search;
    this.atOnce = atOnce;
  }

  /**
   * @param family one with members
   * @return the best member for each label, in the order of the labels
   */
  List<List<Perturbation.Leaf>> best(Perturbation family, List<Integer> labels, Progress progress) {
    List<List<Perturbation.Leaf>> all = family.all();
    double[] most = new double[labels.size()];
    int[] best = new int[labels.size()];
    Arrays.fill(most, -1);
    try (Scope s = new Scope()) {
      Tensor pictures = search.first(PICTURES);
      int count = Math.toIntExact(pictures.size(0));
      int[] clean = Predictor.best(tower.logits(tower.embedAll(pictures, atOnce)));
      int part = Math.max(1, atOnce / count);
      for (int from = 0; from < all.size(); from += part) {
        progress.check();
        progress.update("inverting, " + family.family(), from, all.size());
        List<List<Perturbation.Leaf>> some = all.subList(from, Math.min(from + part, all.size()));
        float[][] rows = probabilities(family, some, pictures);
        for (int k = 0; k < some.size(); k++) {
          for (int l = 0; l < most.length; l++) {
            double mean = mean(rows, k * count, clean, labels.get(l));
            if (mean > most[l]) {
              most[l] = mean;
              best[l] = from + k;
            }
          }
        }
      }
    }
    progress.update("inverting, " + family.family(), all.size(), all.size());
    List<List<Perturbation.Leaf>> chosen = new ArrayList<>();
    for (int member : best) {
      chosen.add(all.get(member));
    }
    return chosen;
  }

  private float[][] probabilities(
      Perturbation family, List<List<Perturbation.Leaf>> some, Tensor pictures) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor changed = family.apply(SideBySide.stacked(some), pictures);
            return Tensors.rows(tower.logits(tower.embedAll(changed, atOnce)).softmax(1));
          }
        });
  }

  /** Over the pictures that do not have the label anyway. */
  private static double mean(float[][] rows, int from, int[] clean, int label) {
    double sum = 0;
    int others = 0;
    for (int i = 0; i < clean.length; i++) {
      if (clean[i] != label) {
        sum += rows[from + i][label];
        others++;
      }
    }
    return others == 0 ? 0 : sum / others;
  }
}
