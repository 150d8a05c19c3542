package io.tbar.benchmarks;

import io.tbar.clip.Clip;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Engine;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.AdamW;
import io.tbar.train.Losses;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Starts the engine and trains a step: to be run in many fresh processes, see stress.sh.
 *
 * <p>usage: Stress [THREADS] [STEPS]
 */
public final class Stress {
  private Stress() {}

  /** Prints one line with the start-up and total milliseconds and the last loss. */
  public static void main(String[] args) {
    long begin = System.nanoTime();
    Engine.start(args.length > 0 ? Integer.parseInt(args[0]) : 0);
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    float loss = Float.NaN;
    double ready;
    try (Scope all = new Scope();
        Clip clip = RandomClip.of(RandomClip.tiny(), 1)) {
      ready = millis(begin);
      Map<String, Tensor> trainable = clip.weights().train(clip.weights().imageNames());
      ZeroShotHead head = ZeroShotHead.of(torch.ones(new long[] {7, 24}));
      try (AdamW optimiser = new AdamW(trainable.values(), AdamW.Settings.taskArithmetic())) {
        for (int i = 0; i < steps; i++) {
          try (Scope s = new Scope()) {
            Tensor pixels = torch.ones(new long[] {6, 3, 32, 32});
            Tensor labels = Tensors.of(new int[] {0, 1, 2, 3, 4, 5}, 6);
            Tensor value = Losses.crossEntropy(head.logits(clip.encodeImage(pixels)), labels);
            value.backward();
            optimiser.step(1e-3);
            loss = Tensors.item(value);
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "ok %.0f ms to first tensor, %.0f ms in all, loss %.5f%n",
        ready,
        millis(begin),
        loss);
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
