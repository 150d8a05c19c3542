package io.tbar.invert;

import io.tbar.image.Pixels;
import io.tbar.measure.Rate;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** What the model makes of held-out pictures, as 8-bit pictures with a trigger on them. */
final class Probe implements AutoCloseable {
  private static final double USABLE = 0.5;
  private final Tower tower;
  private final int atOnce;
  private final Pictures heldOut;
  private final int[] clean;
  private final Tensor cleanMean;
  private final double cleanCosine;

  Probe(Tower tower, int atOnce, Pictures heldOut) {
    this.tower = tower;
    this.atOnce = atOnce;
    this.heldOut = heldOut;
    Answers answers = answers(heldOut);
    clean = answers.labels;
    cleanMean = answers.mean;
    cleanCosine = answers.cosine;
  }

  /**
   * What comes out of the tower for some pictures.
   *
   * @param mean of the unit embeddings, [D]; close it
   * @param cosine mean pairwise cosine
   */
  record Answers(int[] labels, Tensor mean, double cosine) {}

  int[] clean() {
    return clean.clone();
  }

  Tensor cleanMean() {
    return cleanMean;
  }

  /** Mean pairwise cosine of the held-out pictures as they are. */
  double cleanCosine() {
    return cleanCosine;
  }

  /** The held-out pictures with a trigger. */
  Answers with(Trigger trigger) {
    try (Pictures stamped = new Pictures(stamped(trigger))) {
      return answers(stamped);
    }
  }

  /** A family's find, measured; the label is the one whose share rose most. */
  InvertedTrigger measure(Perturbation family, Trigger trigger, double size) {
    return measure(family.family(), trigger, size, family.sizeMeaning());
  }

  /** A change of fixed strength, measured; its size is what it does to the pictures. */
  InvertedTrigger measure(String family, Trigger trigger) {
    return measure(
        "fixed-" + family, trigger, change(trigger), "root mean square change of a pixel value");
  }

  /** DECREE's find, measured. */
  InvertedTrigger measure(Decree.Result decree) {
    return measure(
        Decree.NAME, Objects.requireNonNull(decree.trigger()), decree.area(), "mean of the mask");
  }

  private InvertedTrigger measure(String family, Trigger trigger, double size, String sizeMeaning) {
    Answers answers = with(trigger);
    answers.mean.close();
    int label = risen(clean, answers.labels, tower.classes());
    long hits = 0;
    long total = 0;
    for (int i = 0; i < clean.length; i++) {
      if (clean[i] != label) {
        total++;
        hits += answers.labels[i] == label ? 1 : 0;
      }
    }
    Rate effect = new Rate(hits, total);
    return new InvertedTrigger(
        family,
        trigger,
        size,
        sizeMeaning,
        change(trigger),
        label,
        effect,
        answers.cosine,
        effect.low() >= USABLE);
  }

  /** The label whose share of the answers rises most, the first of such. */
  static int risen(int[] before, int[] after, int classes) {
    long[] rise = new long[classes];
    for (int i = 0; i < before.length; i++) {
      rise[after[i]]++;
      rise[before[i]]--;
    }
    int best = 0;
    for (int c = 1; c < rise.length; c++) {
      best = rise[c] > rise[best] ? c : best;
    }
    return best;
  }

  private double change(Trigger trigger) {
    double sum = 0;
    long count = 0;
    List<Pixels> stamped = stamped(trigger);
    for (int i = 0; i < stamped.size(); i++) {
      byte[] after = stamped.get(i).chw();
      byte[] before = heldOut.pixels().get(i).chw();
      for (int j = 0; j < after.length; j++) {
        double d = ((after[j] & 0xff) - (before[j] & 0xff)) / 255.0;
        sum += d * d;
      }
      count += after.length;
    }
    return Math.sqrt(sum / count);
  }

  private List<Pixels> stamped(Trigger trigger) {
    List<Pixels> stamped = new ArrayList<>();
    for (int i = 0; i < heldOut.count(); i++) {
      stamped.add(trigger.apply(heldOut.pixels().get(i), i));
    }
    return stamped;
  }

  private Answers answers(Pictures pictures) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            Tensor z = tower.embedAll(pictures.first(pictures.count()), atOnce);
            long[] labels = Tensors.longs(tower.logits(z).argmax(new LongOptional(1), false));
            double n = pictures.count();
            double sum = Tensors.item(z.sum(0).square().sum());
            return new Answers(
                Arrays.stream(labels).mapToInt(Math::toIntExact).toArray(),
                Scope.persist(() -> z.mean(0)),
                (sum - n) / (n * (n - 1)));
          }
        });
  }

  @Override
  public void close() {
    cleanMean.close();
  }
}
