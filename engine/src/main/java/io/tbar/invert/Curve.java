package io.tbar.invert;

import java.util.List;

/**
 * How an inversion went.
 *
 * @param family the back-end
 * @param points in the order of the steps
 */
public record Curve(String family, List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * @param passes images that went through the tower so far
   * @param weight λ, the weight of the size in the objective; 0 where the budget is fixed
   * @param cosine mean pairwise cosine of the triggered batch
   * @param size in the unit of the family
   */
  public record Point(long passes, double weight, double cosine, double size) {}
}
