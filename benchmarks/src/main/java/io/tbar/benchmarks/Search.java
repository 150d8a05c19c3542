package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.Weights;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sixteen coefficients, each on 64 clean and 64 triggered images: seconds. The plain grid, for the
 * price of one point; the product's own search visits fewer points on fewer images.
 */
final class Search {
  private static final int POINTS = 16;
  private static final int BATCH = 64;

  private Search() {}

  static void run(Setup setup) {
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.vitB32(), 0);
        ZeroShotHead head = Train.head();
        Weights base = clip.weights().copy(clip.weights().imageNames());
        Weights tau = base.copy()) {
      Inference.run(
          () -> {
            for (String name : tau.names()) {
              tau.get(name).normal_();
              tau.get(name).mul_(new Scalar(0.01));
            }
          });
      Tensor clean = torch.randn(new long[] {BATCH, 3, 224, 224});
      Tensor triggered = torch.randn(new long[] {BATCH, 3, 224, 224});
      Runnable work =
          () -> {
            for (int k = 0; k < POINTS; k++) {
              clip.weights().subtract(base, k / 8.0, tau);
              answers(setup, clip, head, clean);
              answers(setup, clip, head, triggered);
            }
          };
      double[] seconds = {Timing.once(setup, work)};
      Timing.report(setup, "search", "seconds", seconds, t -> t, "");
    }
  }

  private static void answers(Setup setup, Clip clip, ZeroShotHead head, Tensor pixels) {
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            Tensor logits = setup.mixed(() -> head.logits(clip.encodeImage(pixels)));
            Tensors.longs(logits.argmax(new org.bytedeco.pytorch.LongOptional(-1), false));
          }
        });
  }
}
