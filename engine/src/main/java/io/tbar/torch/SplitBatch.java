package io.tbar.torch;

import io.tbar.base.Progress;
import java.util.List;
import java.util.function.Consumer;

/** Work on a batch that goes on in halves where memory is short. */
public final class SplitBatch {
  private SplitBatch() {}

  /**
   * Runs the work on the whole batch, or on parts of it in their order.
   *
   * @param work must leave nothing behind when it fails
   * @param progress is told when the batch is split
   * @throws io.tbar.base.TbarException where not even a single element fits
   */
  public static <T> void run(List<T> batch, Consumer<List<T>> work, Progress progress) {
    try {
      work.accept(batch);
    } catch (RuntimeException | OutOfMemoryError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (batch.size() < 2 || !TorchErrors.outOfMemory(cause)) {
        throw e;
      }
      int half = batch.size() / 2;
      progress.note(
          "Memory is short: a batch of " + batch.size() + " goes on in parts of " + half + ".");
      run(batch.subList(0, half), work, progress);
      run(batch.subList(half, batch.size()), work, progress);
    }
  }
}
