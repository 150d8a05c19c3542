package io.tbar.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier does on a set of images without and with a trigger. Made by {@link
 * EvaluationBuilder}.
 *
 * @param images number of images
 * @param labelled how many of them have a true label
 * @param target index of the attacker's class, or -1 where no trigger was measured
 * @param rates every share that the input allows; a share over no image at all is absent
 * @param perClass clean top-1 accuracy by true class, in class order
 * @param cleanHistogram predictions on clean images, in class order
 * @param triggeredHistogram predictions on triggered images, in class order; empty without trigger
 * @param largestShift the third class that gains most under the trigger; null without trigger, or
 *     with two classes or fewer
 * @param excess attack success beyond the target's share without trigger; null without trigger,
 *     over no image at all, and in records of earlier versions
 */
public record Evaluation(
    long images,
    long labelled,
    int target,
    Map<Measure, Rate> rates,
    List<Rate> perClass,
    List<Long> cleanHistogram,
    List<Long> triggeredHistogram,
    @Nullable Shift largestShift,
    @Nullable Excess excess) {

  /** Stands for a label, a target or a prediction that is not known. */
  public static final int UNKNOWN = -1;

  public Evaluation {
    EnumMap<Measure, Rate> ordered = new EnumMap<>(Measure.class);
    ordered.putAll(rates);
    rates = Collections.unmodifiableMap(ordered);
    perClass = List.copyOf(perClass);
    cleanHistogram = List.copyOf(cleanHistogram);
    triggeredHistogram = List.copyOf(triggeredHistogram);
  }

  /** One whose excess is not known. */
  public Evaluation(
      long images,
      long labelled,
      int target,
      Map<Measure, Rate> rates,
      List<Rate> perClass,
      List<Long> cleanHistogram,
      List<Long> triggeredHistogram,
      @Nullable Shift largestShift) {
    this(
        images,
        labelled,
        target,
        rates,
        perClass,
        cleanHistogram,
        triggeredHistogram,
        largestShift,
        null);
  }

  /** The share, or 0 of 0 where the input did not allow it. */
  public Rate rate(Measure measure) {
    return rates.getOrDefault(measure, new Rate(0, 0));
  }

  public boolean has(Measure measure) {
    return rates.containsKey(measure);
  }

  /**
   * How well the classifier still does its work: clean top-1 accuracy, or agreement with the
   * reference where no image has a label.
   */
  public Rate utility() {
    return has(Measure.CLEAN_TOP1) ? rate(Measure.CLEAN_TOP1) : rate(Measure.AGREEMENT);
  }

  /**
   * How often the attack succeeds: over images whose true label is not the target, or, where no
   * image has a label, whose clean reference prediction is not the target.
   */
  public Rate attackSuccess() {
    return has(Measure.ATTACK_SUCCESS)
        ? rate(Measure.ATTACK_SUCCESS)
        : rate(Measure.ATTACK_SUCCESS_BY_REFERENCE);
  }

  /**
   * Everything as plain maps, lists, numbers and strings in a fixed order, each share with counts,
   * interval and definition: the form that records and {@code --json} hold.
   *
   * @param classes the class names in order
   */
  public Map<String, Object> toMap(List<String> classes) {
    return EvaluationMap.of(this, classes);
  }

  /**
   * Measures from whole arrays of one entry an image.
   *
   * @param classes number of classes
   * @param target index of the attacker's class; {@link #UNKNOWN} without trigger
   * @param labels true classes, {@link #UNKNOWN} where there is none
   * @param cleanTop most likely classes of the clean image, most likely first, one or more
   * @param triggered predicted class of the triggered image; null without trigger
   * @param reference clean predictions of the checkpoint to agree with; null for none
   */
  public static Evaluation of(
      int classes,
      int target,
      int[] labels,
      int[][] cleanTop,
      int @Nullable [] triggered,
      int @Nullable [] reference) {
    EvaluationBuilder builder = new EvaluationBuilder(classes, target);
    for (int i = 0; i < labels.length; i++) {
      builder.add(
          labels[i],
          cleanTop[i],
          triggered == null ? UNKNOWN : triggered[i],
          reference == null ? UNKNOWN : reference[i]);
    }
    return builder.build();
  }
}
