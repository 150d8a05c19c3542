package io.tbar.method;

/**
 * The coefficients that the search may answer with: 16 to each doubling, so that their spacing is 3
 * to 6 % at any scale. τ has no scale of its own (its length grows with the steps it was estimated
 * with), therefore neither has the grid. All are exact in binary and in few decimals.
 */
final class AlphaGrid {
  static final int STEPS_PER_OCTAVE = 16;

  private AlphaGrid() {}

  /** The coefficient at an index; index 0 is 1.0, index 16 is 2.0, index −16 is 0.5. */
  static double alpha(int index) {
    int octave = Math.floorDiv(index, STEPS_PER_OCTAVE);
    double fraction = (double) Math.floorMod(index, STEPS_PER_OCTAVE) / STEPS_PER_OCTAVE;
    return Math.scalb(1 + fraction, octave);
  }

  /** The index of the largest coefficient that is at most {@code alpha}. */
  static int floor(double alpha) {
    int octave = Math.getExponent(alpha);
    double fraction = Math.scalb(alpha, -octave) - 1;
    return octave * STEPS_PER_OCTAVE + (int) Math.floor(fraction * STEPS_PER_OCTAVE);
  }

  /** Distance from a coefficient to the next larger one. */
  static double step(double alpha) {
    int index = floor(alpha);
    return alpha(index + 1) - alpha(index);
  }
}
