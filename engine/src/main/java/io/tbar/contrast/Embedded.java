package io.tbar.contrast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A batch with its embeddings.
 *
 * @param ids token ids of each text of the batch
 * @param images of every picture of the batch, [images, D], of any length
 * @param texts of every text of the batch, [texts, D], of any length
 * @param scale exp(logit_scale), a tensor of one element
 */
public record Embedded(
    PairBatch batch, List<int[]> ids, Tensor images, Tensor texts, Tensor scale) {
  /** Embeddings of the pairs' own pictures, [N, D]. */
  public Tensor own() {
    return images.narrow(0, 0, batch.size());
  }

  /** Embeddings of the pairs' own distinct captions, [U, D]. */
  public Tensor captions() {
    return texts.narrow(0, 0, batch.distinct());
  }
}
