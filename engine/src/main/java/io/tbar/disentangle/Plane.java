package io.tbar.disentangle;

/**
 * Answers of f(x; θ_0 + α_c·τ_c + α_t·τ_t) on two fixed sets of images. Asking for many points of
 * one α_t in a row is cheaper than hopping.
 */
public interface Plane extends AutoCloseable {
  /** Predicted classes of the clean images, in their order. */
  int[] clean(double alphaClean, double alphaTrigger);

  /** Predicted classes of the triggered images, in their order. */
  int[] triggered(double alphaClean, double alphaTrigger);

  @Override
  void close();
}
