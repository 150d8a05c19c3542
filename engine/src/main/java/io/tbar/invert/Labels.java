package io.tbar.invert;

import io.tbar.clip.Embeddings;
import io.tbar.measure.Rate;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Which label a trigger leads to: answers and embeddings, with it and without. */
final class Labels {
  private final List<String> names;
  private final int[] clean;
  private final Tensor cleanMean;

  /**
   * @param clean answers to the held-out pictures without trigger
   * @param cleanMean mean embedding [D], owned by the caller
   */
  Labels(List<String> names, int[] clean, Tensor cleanMean) {
    this.names = names;
    this.clean = clean.clone();
    this.cleanMean = cleanMean;
  }

  int[] clean() {
    return clean.clone();
  }

  /** Every label with its shares, in the order of the vocabulary. */
  List<Candidate> all(int[] triggered, Tensor triggeredMean, Tensor head) {
    long[] before = counts(clean);
    long[] after = counts(triggered);
    float[] gain =
        Inference.of(
            () -> {
              try (Scope s = new Scope()) {
                Tensor texts = Embeddings.normalise(head);
                Tensor shift = unit(triggeredMean).sub(unit(cleanMean));
                return Tensors.floats(torch.matmul(texts, shift));
              }
            });
    List<Candidate> all = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      all.add(
          new Candidate(
              c,
              names.get(c),
              new Rate(before[c], clean.length),
              new Rate(after[c], triggered.length),
              gain[c]));
    }
    return all;
  }

  static List<Candidate> byIncrease(List<Candidate> all, int most) {
    return best(all, Comparator.comparingDouble(Candidate::increase), most);
  }

  static List<Candidate> byAlignment(List<Candidate> all, int most) {
    return best(all, Comparator.comparingDouble(Candidate::alignment), most);
  }

  private static List<Candidate> best(List<Candidate> all, Comparator<Candidate> order, int most) {
    return all.stream().sorted(order.reversed()).limit(most).toList();
  }

  private long[] counts(int[] answers) {
    long[] counts = new long[names.size()];
    for (int answer : answers) {
      counts[answer]++;
    }
    return counts;
  }

  private static Tensor unit(Tensor vector) {
    return Embeddings.normalise(vector.unsqueeze(0)).squeeze(0);
  }
}
