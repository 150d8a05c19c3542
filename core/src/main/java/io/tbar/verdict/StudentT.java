package io.tbar.verdict;

/** Student's t distribution with whole degrees of freedom, by Simpson's rule over the angle. */
final class StudentT {
  private StudentT() {}

  /**
   * P(T ≥ t).
   *
   * @param freedom degrees of freedom, at least 1
   */
  static double upper(double t, int freedom) {
    if (t < 0) {
      return 1 - upper(-t, freedom);
    }
    // The density in x = √ν tan u is c cos^(ν-1) u; a sum over the far end loses no digits.
    double from = Math.atan(t / Math.sqrt(freedom));
    double width = Math.PI / 2 - from;
    int parts = 2000;
    double sum = 0;
    double whole = 0;
    for (int i = 0; i <= parts; i++) {
      double weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * density(from + width * i / parts, freedom);
      whole += weight * density(Math.PI / 2 * i / parts, freedom);
    }
    return 0.5 * (sum * width) / (whole * Math.PI / 2);
  }

  private static double density(double angle, int freedom) {
    return Math.pow(Math.max(0, Math.cos(angle)), freedom - 1);
  }
}
