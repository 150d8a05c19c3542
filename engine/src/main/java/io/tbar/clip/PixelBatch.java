package io.tbar.clip;

import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.image.Pixels;
import io.tbar.torch.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Pictures on the model's grid as one normalised tensor. */
public final class PixelBatch {
  private PixelBatch() {}

  /**
   * (x / 255 − mean) / std.
   *
   * @param pictures all of the same size S
   * @return float32 [N, 3, S, S]
   */
  public static Tensor of(List<Pixels> pictures, PreprocessConfig config) {
    int size = pictures.get(0).size();
    int plane = size * size;
    float[][] levels = levels(config);
    float[] values = new float[pictures.size() * 3 * plane];
    int at = 0;
    for (Pixels picture : pictures) {
      if (picture.size() != size) {
        throw new IllegalArgumentException("pictures of " + size + " and " + picture.size());
      }
      byte[] chw = picture.chw();
      for (int i = 0; i < chw.length; i++) {
        values[at++] = levels[i / plane][chw[i] & 0xff];
      }
    }
    return Tensors.of(values, pictures.size(), 3, size, size);
  }

  /** There are only 256 levels a channel, so each is computed once. */
  private static float[][] levels(PreprocessConfig config) {
    float[][] levels = new float[3][256];
    for (int c = 0; c < 3; c++) {
      for (int v = 0; v < 256; v++) {
        levels[c][v] = (v / 255f - config.mean()[c]) / config.std()[c];
      }
    }
    return levels;
  }
}
