package io.tbar.benchmarks;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The largest product of the image tower at batch 64 (3200 × 768 by 768 × 3072), many times over:
 * GFLOP a second. What {@code encode} could reach at most; an image costs 8.82 GFLOP.
 */
final class Gemm {
  private static final int TIMES = 20;
  private static final double GIGA_FLOP = 2.0 * 3200 * 768 * 3072 * TIMES / 1e9;

  private Gemm() {}

  static void run(Setup setup) {
    try (Scope all = new Scope()) {
      ScalarType type = setup.low() ? ScalarType.BFloat16 : ScalarType.Float;
      Tensor x = torch.randn(new long[] {3200, 768}).to(type);
      Tensor w = torch.randn(new long[] {3072, 768}).to(type);
      Runnable work =
          () ->
              Inference.run(
                  () -> {
                    for (int i = 0; i < TIMES; i++) {
                      try (Scope s = new Scope()) {
                        torch.linear(x, w);
                      }
                    }
                  });
      double[] seconds = Timing.seconds(setup, work);
      Timing.report(setup, "gemm", "GFLOP/s", seconds, t -> GIGA_FLOP / t, "");
    }
  }
}
