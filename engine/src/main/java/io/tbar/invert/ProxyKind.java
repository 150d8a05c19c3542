package io.tbar.invert;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A family of proxies as data: how its members are drawn, and how many of them a bank gets for each
 * sweep. A new family is one class and one line here.
 *
 * @param count members of a whole sweep
 */
record ProxyKind(String name, int count, Draw draw) {
  /**
   * Draws the place of a member and takes the next size or strength; a search finds its pattern.
   */
  @FunctionalInterface
  interface Draw {
    /**
     * @param side of the pictures
     * @param member index within the family, by which sizes and strengths take turns
     */
    Perturbation of(SplittableRandom random, int side, int member);
  }

  /** Members of all families together. */
  static int members() {
    return ALL.stream().mapToInt(ProxyKind::count).sum();
  }

  /** Windows first: one fits a place only, where the others cover the whole picture. */
  static final List<ProxyKind> ALL =
      List.of(
          new ProxyKind("window", 20, Window::draw),
          new ProxyKind("additive", 4, Additive::draw),
          new ProxyKind("blend", 4, Blend::draw),
          new ProxyKind("colour-stripes", 4, ColourStripes::draw),
          new ProxyKind("sines", 4, Sines::draw),
          new ProxyKind("warp", 12, Warp::draw));
}
