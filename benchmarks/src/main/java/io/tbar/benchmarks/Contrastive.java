package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.contrast.GradientCache;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.Losses;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Both towers, 128 pairs in chunks of 32 with cached gradients: pairs a second. */
final class Contrastive {
  private static final int PAIRS = 128;
  private static final int CHUNK = 32;

  private final Setup setup;
  private final Clip clip;
  private final Tensor pixels;
  private final Tensor ids;

  private Contrastive(Setup setup, Clip clip) {
    this.setup = setup;
    this.clip = clip;
    pixels = torch.randn(new long[] {PAIRS, 3, 224, 224});
    ids = Tensors.of(texts(), PAIRS, 77);
  }

  static void run(Setup setup) {
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.vitB32(), 0)) {
      Map<String, Tensor> parameters = clip.weights().train(clip.weights().names());
      AdamW.Settings recipe = AdamW.Settings.taskArithmetic().withMaxNorm(0);
      try (AdamW optimiser = new AdamW(parameters.values(), recipe)) {
        Contrastive pass = new Contrastive(setup, clip);
        Setup fewer = setup.withReps(Math.max(2, setup.reps() / 2));
        double[] seconds = Timing.seconds(fewer, () -> pass.step(optimiser));
        Timing.report(setup, "contrastive", "pairs/s", seconds, t -> PAIRS / t, "");
      }
    }
  }

  private void step(AdamW optimiser) {
    try (Scope s = new Scope()) {
      GradientCache.backward(
          clip.weights().tensors(),
          PAIRS,
          PAIRS,
          CHUNK,
          (from, count) -> setup.mixed(() -> clip.encodeImage(pixels.narrow(0, from, count))),
          (from, count) -> setup.mixed(() -> clip.encodeText(ids.narrow(0, from, count))),
          (images, texts) -> Losses.contrastive(images, texts, clip.scale()));
      optimiser.step(1e-6);
    }
  }

  /** Start, 19 tokens, end, padding, as the yardstick's. */
  private static long[] texts() {
    SplittableRandom random = new SplittableRandom(0);
    long[] ids = new long[PAIRS * 77];
    for (int i = 0; i < PAIRS; i++) {
      ids[i * 77] = 49406;
      for (int j = 1; j < 20; j++) {
        ids[i * 77 + j] = random.nextInt(1, 49000);
      }
      ids[i * 77 + 20] = 49407;
    }
    return ids;
  }
}
