package io.tbar.invert;

import java.util.List;

/** The families that a scan tries, cheapest to explain first. */
final class Families {
  private Families() {}

  /**
   * @param side of the pictures
   */
  static List<Perturbation> all(int side) {
    return List.of(
        new Patch(side, 0.02),
        new Additive(side, 0.06),
        new Stripes(side, 0.15),
        new Warp(side, Math.min(side, 14), 1.5),
        new Sines(side, 0.15));
  }
}
