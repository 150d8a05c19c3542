package io.tbar.method;

/**
 * Answers of the model at a point of the line θ_b − α·τ, for validation images named by their
 * index.
 *
 * <p>The search decides how many images a coefficient is worth; the oracle only answers. Asking for
 * many images of one coefficient at a time is cheaper than hopping between coefficients, because
 * each hop rewrites the weights.
 */
public interface LineOracle {
  /** Number of validation images; indices run from 0. */
  int size();

  /** Euclidean norm of τ over all its tensors. */
  double norm();

  /**
   * Predicted classes of the clean images.
   *
   * @param alpha coefficient, at least 0
   * @param images indices of images
   * @return one class index per image, in the order asked
   */
  int[] clean(double alpha, int[] images);

  /** As {@link #clean}, of the same images with the trigger on them. */
  int[] triggered(double alpha, int[] images);

  /** How many further views of each clean image there are, shifted and mirrored. */
  default int views() {
    return 0;
  }

  /**
   * As {@link #clean}, of one of the views of all images.
   *
   * @param view from 0, below {@link #views}
   */
  default int[] view(double alpha, int view) {
    throw new IllegalStateException("no views");
  }
}
