package io.tbar.contrast;

import io.tbar.clip.Clip;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.TokenBatch;
import io.tbar.image.Pixels;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Pictures and tokenised texts on their way into the towers. */
record Embeddable(List<Pixels> pixels, List<int[]> ids) {
  Tensor pixels(Clip clip, int from, int count) {
    return PixelBatch.of(pixels.subList(from, from + count), clip.config().preprocess());
  }

  Tensor ids(int from, int count) {
    return TokenBatch.of(ids.subList(from, from + count));
  }
}
