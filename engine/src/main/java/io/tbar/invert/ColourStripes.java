package io.tbar.invert;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * A change that is the same along every column or every row, free in each channel: SIG's waves and
 * stripes of any colour.
 *
 * @param side of the pictures
 * @param epsilon largest change of a pixel value, in (0, 1]
 * @param upright whether the stripes run from top to bottom
 */
record ColourStripes(int side, double epsilon, boolean upright) implements Added {
  private static final double[] CHANGES = {0.07, 0.1, 0.15, 0.2};

  static ColourStripes draw(SplittableRandom random, int side, int member) {
    return new ColourStripes(side, CHANGES[member % CHANGES.length], random.nextInt(2) == 0);
  }

  @Override
  public String family() {
    return "colour-stripes";
  }

  @Override
  public double rate() {
    return 0.3;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(
        upright
            ? Noise.gaussian(random, 0.5, 3, 1, side)
            : Noise.gaussian(random, 0.5, 3, side, 1));
  }

  @Override
  public Tensor raw(List<Tensor> leaves) {
    return leaves.get(0);
  }

  @Override
  public ColourStripes scaled(double factor) {
    return new ColourStripes(side, Math.min(1, epsilon * factor), upright);
  }
}
