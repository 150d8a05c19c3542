package io.tbar.method;

import io.tbar.base.Seeds;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.train.Augmentation;
import io.tbar.train.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The line θ − α·τ of a real model. Pictures are decoded, triggered and on the model's grid before
 * the search begins; only weights change, in place and always from the stored θ. The head stays,
 * unless the text tower moves. Closing it puts the weights back at θ.
 */
final class ModelLine implements LineOracle, AutoCloseable {
  private static final int VIEWS = 3;
  private static final Augmentation CHANGE = new Augmentation(0.06, true);

  private final Predictor predictor;
  private final List<Pixels> clean;
  private final List<Pixels> triggered;
  private final Weights base;
  private final Weights tau;
  private final double norm;
  private final boolean movesText;
  private double at;

  /**
   * @param predictor its weights are at θ
   * @param tau stays the caller's
   */
  ModelLine(Predictor predictor, Weights tau, List<Pixels> clean, List<Pixels> triggered) {
    this.predictor = predictor;
    this.clean = clean;
    this.triggered = triggered;
    this.tau = tau;
    this.base = predictor.classifier().clip().weights().copy(tau.names());
    this.norm = VectorNorm.of(tau);
    this.movesText = !tau.names().stream().allMatch(CanonicalTensors::isVisual);
  }

  @Override
  public int size() {
    return clean.size();
  }

  @Override
  public double norm() {
    return norm;
  }

  @Override
  public int[] clean(double alpha, int[] images) {
    return answers(alpha, clean, images);
  }

  @Override
  public int[] triggered(double alpha, int[] images) {
    return answers(alpha, triggered, images);
  }

  @Override
  public int views() {
    return VIEWS;
  }

  @Override
  public int[] view(double alpha, int view) {
    moveTo(alpha);
    return predictor.top1(
        IntStream.range(0, clean.size())
            .mapToObj(i -> CHANGE.apply(clean.get(i), Seeds.of(0, "validation views", view, i)))
            .toList());
  }

  private void moveTo(double alpha) {
    if (alpha != at) {
      predictor.classifier().clip().weights().subtract(base, alpha, tau);
      if (movesText) {
        predictor.classifier().head().rebuild(predictor.classifier().clip());
      }
      at = alpha;
    }
  }

  private int[] answers(double alpha, List<Pixels> pictures, int[] images) {
    moveTo(alpha);
    return predictor.top1(Arrays.stream(images).mapToObj(pictures::get).toList());
  }

  @Override
  public void close() {
    moveTo(0);
    base.close();
  }
}
