package io.tbar.invert;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A grey sine along the columns or the rows, as SIG's, v = atanh(sin(2πfx + φ)). So few that all of
 * them are tried: a gradient does not find its way from one frequency to the next.
 *
 * @param side of the pictures
 * @param epsilon amplitude, in (0, 1]
 */
record Sines(int side, double epsilon) implements Added {
  private static final double[] AMPLITUDES = {0.1, 0.15, 0.2, 0.25};

  /** One of several amplitudes; {@link #all} has its members. */
  static Sines draw(SplittableRandom random, int side, int member) {
    return new Sines(side, AMPLITUDES[member % AMPLITUDES.length]);
  }

  private static final int MOST_PERIODS = 16;

  /** A trigger's phase is at most 45 degrees from one of these. */
  private static final int PHASES = 4;

  /** Keeps atanh finite at the crests. */
  private static final double CREST = 0.999;

  @Override
  public String family() {
    return "sines";
  }

  @Override
  public List<List<Leaf>> all() {
    List<List<Leaf>> all = new ArrayList<>();
    float[] flat = new float[side];
    for (int periods = 1; periods <= Math.min(MOST_PERIODS, (side - 1) / 2); periods++) {
      for (int phase = 0; phase < PHASES; phase++) {
        float[] wave = wave(periods, phase);
        all.add(List.of(new Leaf(wave, 1, 1, side), new Leaf(flat, 1, side, 1)));
        all.add(List.of(new Leaf(flat, 1, 1, side), new Leaf(wave, 1, side, 1)));
      }
    }
    return all;
  }

  private float[] wave(int periods, int phase) {
    float[] values = new float[side];
    for (int at = 0; at < side; at++) {
      double angle = 2 * Math.PI * ((double) periods * at / side + (double) phase / PHASES);
      double sine = CREST * StrictMath.sin(angle);
      values[at] = (float) (0.5 * StrictMath.log((1 + sine) / (1 - sine)));
    }
    return values;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    List<List<Leaf>> all = all();
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public Tensor raw(List<Tensor> leaves) {
    return leaves.get(0).add(leaves.get(1));
  }

  @Override
  public Sines scaled(double factor) {
    return new Sines(side, Math.min(1, epsilon * factor));
  }
}
