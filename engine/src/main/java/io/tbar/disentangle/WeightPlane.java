package io.tbar.disentangle;

import io.tbar.clip.Weights;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The plane of a real model, whose weights move in place. Each row is built once from the stored
 * θ_0, each point of it with one addition, so that rounding does not add up along the grid. Closing
 * puts the weights back at θ_0.
 */
public final class WeightPlane implements Plane {
  private final Weights weights;
  private final Weights clean;
  private final Weights trigger;
  private final Supplier<int[]> cleanAnswers;
  private final Supplier<int[]> triggeredAnswers;
  private final Weights base;
  private final Weights row;
  private double atClean;
  private double atTrigger;

  /**
   * @param weights the model's own, at θ_0
   * @param clean τ_c; stays the caller's
   * @param trigger τ_t; stays the caller's
   * @param cleanAnswers what the model as it stands answers to the clean images
   * @param triggeredAnswers the same for the triggered ones
   */
  public WeightPlane(
      Weights weights,
      Weights clean,
      Weights trigger,
      Supplier<int[]> cleanAnswers,
      Supplier<int[]> triggeredAnswers) {
    this.weights = weights;
    this.clean = clean;
    this.trigger = trigger;
    this.cleanAnswers = cleanAnswers;
    this.triggeredAnswers = triggeredAnswers;
    Set<String> moved = new LinkedHashSet<>(clean.names());
    moved.addAll(trigger.names());
    base = weights.copy(moved);
    row = base.copy();
  }

  @Override
  public int[] clean(double alphaClean, double alphaTrigger) {
    moveTo(alphaClean, alphaTrigger);
    return cleanAnswers.get();
  }

  @Override
  public int[] triggered(double alphaClean, double alphaTrigger) {
    moveTo(alphaClean, alphaTrigger);
    return triggeredAnswers.get();
  }

  private void moveTo(double alphaClean, double alphaTrigger) {
    if (alphaTrigger != atTrigger) {
      row.subtract(base, -alphaTrigger, trigger);
      weights.set(row);
      atTrigger = alphaTrigger;
      atClean = 0;
    }
    if (alphaClean != atClean) {
      weights.subtract(row, -alphaClean, clean);
      atClean = alphaClean;
    }
  }

  @Override
  public void close() {
    weights.set(base);
    base.close();
    row.close();
  }
}
