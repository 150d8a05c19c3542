package io.tbar.measure;

import static io.tbar.measure.Evaluation.UNKNOWN;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts predictions image by image; holds a few numbers a class, whatever the number of images.
 * Not for use by several threads at once.
 */
public final class EvaluationBuilder {
  private static final int TOP = 5;

  private final int classes;
  private final int target;
  private final Map<Measure, long[]> counts = new EnumMap<>(Measure.class);
  private final long[] labels;
  private final long[] correct;
  private final long[] clean;
  private final long[] triggered;
  private final long[] triggeredCorrect;
  private final TargetPairs byLabel = new TargetPairs();
  private final TargetPairs byReference = new TargetPairs();
  private long images;
  private long labelled;

  /**
   * @param classes number of classes
   * @param target index of the attacker's class; {@link Evaluation#UNKNOWN} without trigger
   */
  public EvaluationBuilder(int classes, int target) {
    if (target != UNKNOWN) {
      requireClass("target", target, classes);
    }
    this.classes = classes;
    this.target = target;
    this.labels = new long[classes];
    this.correct = new long[classes];
    this.clean = new long[classes];
    this.triggered = new long[classes];
    this.triggeredCorrect = new long[classes];
  }

  /**
   * Counts one image.
   *
   * @param label true class, or {@link Evaluation#UNKNOWN}
   * @param cleanTop most likely classes without trigger, most likely first, one or more; five for
   *     the top-5 accuracy
   * @param triggeredPrediction most likely class with the trigger; {@link Evaluation#UNKNOWN} if
   *     and only if the evaluation has no target
   * @param reference clean prediction of the checkpoint to agree with, or {@link
   *     Evaluation#UNKNOWN}
   * @return this
   * @throws IllegalArgumentException where a class is out of range, or the triggered prediction is
   *     missing or unexpected
   */
  public EvaluationBuilder add(int label, int[] cleanTop, int triggeredPrediction, int reference) {
    if ((triggeredPrediction == UNKNOWN) != (target == UNKNOWN)) {
      throw new IllegalArgumentException("a triggered prediction belongs with a target");
    }
    int prediction = requireClass("prediction", cleanTop[0], classes);
    images++;
    clean[prediction]++;
    if (label != UNKNOWN) {
      addLabelled(requireClass("label", label, classes), cleanTop);
    }
    if (reference != UNKNOWN) {
      requireClass("reference prediction", reference, classes);
      count(Measure.AGREEMENT, prediction == reference);
    }
    if (target != UNKNOWN) {
      requireClass("triggered prediction", triggeredPrediction, classes);
      addTriggered(
          label, prediction, triggeredPrediction, reference == UNKNOWN ? prediction : reference);
    }
    return this;
  }

  private void addLabelled(int label, int[] cleanTop) {
    boolean hit = cleanTop[0] == label;
    labelled++;
    labels[label]++;
    correct[label] += hit ? 1 : 0;
    count(Measure.CLEAN_TOP1, hit);
    if (classes > TOP && cleanTop.length >= TOP) {
      boolean among = false;
      for (int k = 0; k < TOP; k++) {
        among |= cleanTop[k] == label;
      }
      count(Measure.CLEAN_TOP5, among);
    }
  }

  private void addTriggered(int label, int cleanPrediction, int prediction, int believed) {
    triggered[prediction]++;
    count(Measure.ATTACK_SUCCESS_ALL, prediction == target);
    count(Measure.TARGET_SHARE_CLEAN_ALL, cleanPrediction == target);
    count(Measure.TRIGGERED_AGREEMENT, prediction == believed);
    if (believed != target) {
      byReference.add(cleanPrediction == target, prediction == target, prediction == believed);
      count(Measure.ATTACK_SUCCESS_BY_REFERENCE, prediction == target);
    }
    if (label == UNKNOWN) {
      return;
    }
    triggeredCorrect[label] += prediction == label ? 1 : 0;
    count(Measure.TRIGGERED_ACCURACY_ALL, prediction == label);
    if (label != target) {
      byLabel.add(cleanPrediction == target, prediction == target, prediction == believed);
      count(Measure.ATTACK_SUCCESS, prediction == target);
      count(Measure.TARGET_SHARE_CLEAN, cleanPrediction == target);
      count(Measure.TRIGGERED_ACCURACY, prediction == label);
    }
  }

  /** What has been counted so far. */
  public Evaluation build() {
    Map<Measure, Rate> rates = new EnumMap<>(Measure.class);
    counts.forEach((measure, n) -> rates.put(measure, new Rate(n[0], n[1])));
    // The images that the attack success rate counts, so that the excess is beyond that very rate.
    TargetPairs pairs = byLabel.total() > 0 ? byLabel : byReference;
    if (pairs.total() > 0) {
      rates.put(Measure.OWN_ANSWERS_BACK, pairs.ownAnswersBack());
    }
    List<Rate> perClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      perClass.add(new Rate(correct[c], labels[c]));
    }
    return new Evaluation(
        images,
        labelled,
        target,
        rates,
        perClass,
        boxed(clean),
        target == UNKNOWN ? List.of() : boxed(triggered),
        target == UNKNOWN ? null : largestShift(),
        pairs.excess());
  }

  private @Nullable Shift largestShift() {
    Shift largest = null;
    for (int c = 0; c < classes; c++) {
      if (c == target) {
        continue;
      }
      long others = images - labels[c];
      Shift shift =
          new Shift(
              c,
              new Rate(triggered[c] - triggeredCorrect[c], others),
              new Rate(clean[c] - correct[c], others));
      if (largest == null || shift.increase() > largest.increase()) {
        largest = shift;
      }
    }
    return largest;
  }

  private void count(Measure measure, boolean hit) {
    long[] n = counts.computeIfAbsent(measure, m -> new long[2]);
    n[0] += hit ? 1 : 0;
    n[1]++;
  }

  private static int requireClass(String what, int index, int classes) {
    if (index < 0 || index >= classes) {
      throw new IllegalArgumentException(what + " " + index + " is none of " + classes);
    }
    return index;
  }

  private static List<Long> boxed(long[] values) {
    List<Long> list = new ArrayList<>(values.length);
    for (long value : values) {
      list.add(value);
    }
    return list;
  }
}
