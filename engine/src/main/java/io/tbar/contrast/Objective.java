package io.tbar.contrast;

import org.bytedeco.pytorch.Tensor;

/** What a training of both towers minimises. Closed when the training ends. */
public interface Objective extends AutoCloseable {
  /** Adds views or changes pictures. Called in the thread that makes batches, before the model. */
  default PairBatch prepare(PairBatch batch) {
    return batch;
  }

  /**
   * The loss, a tensor without axes; gradients flow to embeddings and scale. It must be a function
   * of these alone: with cached gradients the towers run a second time afterwards.
   */
  Tensor loss(Embedded embedded);

  @Override
  default void close() {}

  /**
   * Symmetric InfoNCE. Pairs of a batch that share their caption word for word share its
   * probability mass; as each other's negatives they would push one text away from itself. With
   * distinct captions it is the loss of the CLIP paper.
   */
  static Objective contrastive() {
    return Pairing::loss;
  }
}
