package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.torch.Scope;
import io.tbar.train.AdamW;
import io.tbar.train.FrozenPass;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Forward and backward to a mask and a pattern of 224 pixels only, batch 64: seconds a step. */
final class Decree {
  private static final int BATCH = 64;

  private Decree() {}

  static void run(Setup setup) {
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.imageB32(), 0)) {
      Tensor images = torch.rand(new long[] {BATCH, 3, 224, 224});
      Tensor mask = torch.randn(new long[] {224, 224});
      Tensor pattern = torch.randn(new long[] {3, 224, 224});
      mask.requires_grad_(true);
      pattern.requires_grad_(true);
      AdamW.Settings adam = new AdamW.Settings(0.5, 0.9, 1e-8, 0, AdamW.Decay.ALL, 0);
      try (AdamW optimiser = new AdamW(List.of(mask, pattern), adam)) {
        Runnable work =
            () -> {
              try (Scope step = new Scope()) {
                step(setup, clip, images, mask, pattern);
                optimiser.step(0.5);
              }
            };
        Timing.report(setup, "decree", "seconds/step", Timing.seconds(setup, work), t -> t, "");
      }
    }
  }

  private static void step(Setup setup, Clip clip, Tensor images, Tensor mask, Tensor pattern) {
    Tensor m = unit(mask);
    Tensor pixels =
        Scope.keep(
            () -> {
              Tensor stamped = images.mul(m.neg().add(new Scalar(1.0))).add(unit(pattern).mul(m));
              return stamped.sub(new Scalar(0.45)).div(new Scalar(0.27));
            });
    try (FrozenPass pass =
        new FrozenPass(pixels, p -> Embeddings.normalise(setup.mixed(() -> clip.encodeImage(p))))) {
      Tensor e = pass.embeddings();
      Tensor cosines = torch.matmul(e, e.t()).sum().sub(new Scalar((double) BATCH));
      Tensor size = m.sum().mul(new Scalar(3e-3));
      pass.backward(size.sub(cosines.div(new Scalar((double) BATCH * (BATCH - 1)))));
    }
  }

  /** From any number to 0 … 1. */
  private static Tensor unit(Tensor raw) {
    return raw.tanh().mul(new Scalar(0.5)).add(new Scalar(0.5));
  }
}
