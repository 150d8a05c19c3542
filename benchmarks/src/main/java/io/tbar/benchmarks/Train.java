package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Scope;
import io.tbar.train.AdamW;
import io.tbar.train.LaneGradients;
import io.tbar.train.Losses;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Image tower, batch 32, cross-entropy under a frozen head of 1,000 classes: images a second. */
final class Train {
  private static final int BATCH = 32;

  private Train() {}

  static void run(Setup setup) {
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.imageB32(), 0);
        ZeroShotHead head = head()) {
      Tensor pixels = torch.randn(new long[] {BATCH, 3, 224, 224});
      Tensor labels = torch.randint(1000, new long[] {BATCH});
      Map<String, Tensor> parameters = clip.weights().train(clip.weights().imageNames());
      AdamW.Settings recipe = AdamW.Settings.taskArithmetic().withMaxNorm(0);
      try (AdamW optimiser = new AdamW(parameters.values(), recipe)) {
        Runnable work =
            () -> {
              try (Scope step = new Scope()) {
                LaneGradients.ofMean(
                    parameters.values(),
                    BATCH,
                    (from, to) ->
                        setup.mixed(
                            () ->
                                Losses.crossEntropy(
                                    head.logits(
                                        clip.encodeImage(pixels.narrow(0, from, to - from))),
                                    labels.narrow(0, from, to - from))));
                optimiser.step(1e-5);
              }
            };
        Timing.report(setup, "train", "images/s", Timing.seconds(setup, work), t -> BATCH / t, "");
      }
    }
  }

  /** Unit rows times 100. */
  static ZeroShotHead head() {
    return ZeroShotHead.of(
        Embeddings.normalise(torch.randn(new long[] {1000, 512})).mul(new Scalar(100.0)));
  }
}
