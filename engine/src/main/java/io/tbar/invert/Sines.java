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
    for (int periods = 1; periods <= Math.min(MOST_PERIODS, (side - 1) / 2); periods++) {
      for (int phase = 0; phase < PHASES; phase++) {
        all.add(List.of(wave(periods, phase, true)));
        all.add(List.of(wave(periods, phase, false)));
      }
    }
    return all;
  }

  private Leaf wave(int periods, int phase, boolean alongColumns) {
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      int at = alongColumns ? i % side : i / side;
      double angle = 2 * Math.PI * ((double) periods * at / side + (double) phase / PHASES);
      double sine = CREST * StrictMath.sin(angle);
      values[i] = (float) (0.5 * StrictMath.log((1 + sine) / (1 - sine)));
    }
    return new Leaf(values, 1, side, side);
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    List<List<Leaf>> all = all();
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public Tensor raw(List<Tensor> leaves) {
    return leaves.get(0);
  }

  @Override
  public Sines scaled(double factor) {
    return new Sines(side, Math.min(1, epsilon * factor));
  }
}
