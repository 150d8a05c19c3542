package io.tbar.clip;

import io.tbar.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Token ids of several texts as one tensor. */
public final class TokenBatch {
  private TokenBatch() {}

  /**
   * @param texts ids, all of the same length
   * @return int64 [N, L]
   */
  public static Tensor of(List<int[]> texts) {
    int length = texts.get(0).length;
    long[] flat = new long[texts.size() * length];
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < length; j++) {
        flat[i * length + j] = texts.get(i)[j];
      }
    }
    return Tensors.of(flat, texts.size(), length);
  }
}
