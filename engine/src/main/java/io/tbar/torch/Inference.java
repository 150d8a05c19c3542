package io.tbar.torch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

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

  /**
   * Rows of a batch with gradients switched off, some at a time and those side by side.
   *
   * @param rows in all, at least 1
   * @param chunk rows at a time
   * @param work the rows from {@code from} to before {@code to}, called from several threads at
   *     once
   * @return all rows in their order, in the current scope
   */
  public static Tensor rows(int rows, int chunk, Lanes.Part<Tensor> work) {
    return of(
        () ->
            Scope.keep(
                () -> {
                  TensorVector parts = new TensorVector();
                  for (int start = 0; start < rows; start += chunk) {
                    int at = start;
                    for (Tensor part :
                        Lanes.run(
                            Math.min(chunk, rows - at),
                            (from, to) ->
                                of(() -> Scope.persist(() -> work.of(at + from, at + to))))) {
                      parts.push_back(part);
                      part.close();
                    }
                  }
                  return torch.cat(parts, 0);
                }));
  }
}
