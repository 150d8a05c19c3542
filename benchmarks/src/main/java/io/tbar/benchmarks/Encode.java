package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
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
          () ->
              Inference.run(
                  () -> {
                    try (Scope s = new Scope()) {
                      Embeddings.normalise(clip.encodeImage(ready));
                    }
                  });
      Timing.report(setup, "encode", "images/s", Timing.seconds(setup, work), t -> BATCH / t, "");
    }
  }
}
