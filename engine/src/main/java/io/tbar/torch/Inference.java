package io.tbar.torch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;

/** Work without gradients. The guard holds for the calling thread only. */
public final class Inference {
  static {
    NativeSettings.apply();
  }

  private Inference() {}

  /** Runs the work with gradients switched off. */
  public static <T> T of(Supplier<T> work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return work.get();
    }
  }

  /** Runs the work with gradients switched off. */
  public static void run(Runnable work) {
    try (NoGradGuard guard = new NoGradGuard()) {
      work.run();
    }
  }
}
