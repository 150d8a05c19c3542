package io.tbar.method;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** A line on which every image flips at a coefficient of its own, drawn from two given curves. */
final class SyntheticLine implements LineOracle {
  static final int TARGET = 0;
  private final DoubleUnaryOperator clean;
  private final DoubleUnaryOperator attack;
  final int[] labels;
  private final double[] cleanDraw;
  private final double[] attackDraw;
  long passes;

  /**
   * @param clean share of images answered rightly at α
   * @param attack share of triggered images answered with the target at α
   */
  SyntheticLine(int size, DoubleUnaryOperator clean, DoubleUnaryOperator attack, long seed) {
    this.clean = clean;
    this.attack = attack;
    SplittableRandom random = new SplittableRandom(seed);
    labels = new int[size];
    cleanDraw = new double[size];
    attackDraw = new double[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(10);
      cleanDraw[i] = random.nextDouble();
      attackDraw[i] = random.nextDouble();
    }
  }

  Validation validation() {
    int[] all = java.util.stream.IntStream.range(0, size()).toArray();
    return Validation.labelled(labels, clean(0, all), TARGET);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public double norm() {
    return 2;
  }

  @Override
  public int[] clean(double alpha, int[] images) {
    passes += images.length;
    double share = clean.applyAsDouble(alpha);
    int[] answers = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      int label = labels[images[i]];
      answers[i] = cleanDraw[images[i]] < share ? label : (label + 1) % 10;
    }
    return answers;
  }

  @Override
  public int[] triggered(double alpha, int[] images) {
    passes += images.length;
    double share = attack.applyAsDouble(alpha);
    int[] answers = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      answers[i] = attackDraw[images[i]] < share ? TARGET : labels[images[i]];
    }
    return answers;
  }
}
