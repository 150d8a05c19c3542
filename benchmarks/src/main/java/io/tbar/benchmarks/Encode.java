package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Image tower, batch 64, no gradients, pixels prepared beforehand: images a second. */
final class Encode {
  private static final int BATCH = 64;

  private Encode() {}

  static void run(Setup setup) {
    try (Scope all = new Scope();
        Clip full = RandomClip.of(RandomClip.imageB32(), 0);
        Clip clip = setup.low() ? full.to(ScalarType.BFloat16) : full) {
      Tensor pixels = torch.randn(new long[] {BATCH, 3, 224, 224});
      Tensor ready = setup.low() ? pixels.to(ScalarType.BFloat16) : pixels;
      Runnable work =
          () -> Lanes.run(BATCH, (from, to) -> rows(clip, ready.narrow(0, from, to - from)));
      Timing.report(setup, "encode", "images/s", Timing.seconds(setup, work), t -> BATCH / t, "");
    }
  }

  /** As the product does it: the values, not the tensor, leave the lane. */
  private static float[][] rows(Clip clip, Tensor pixels) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return Tensors.rows(Embeddings.normalise(clip.encodeImage(pixels)));
          }
        });
  }
}
