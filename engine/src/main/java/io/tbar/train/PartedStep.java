package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.torch.Scope;
import io.tbar.torch.TorchErrors;
import java.util.Collection;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The gradients of a batch's mean loss, made in parts one after the other where memory is too short
 * for the whole: the same gradients up to rounding. The size that fits is kept for later steps.
 */
final class PartedStep implements GradientStep {
  private final Collection<Tensor> trained;
  private final Supplier<BatchFeed.Batch> batches;
  private final HeadTrainer.BatchLoss loss;
  private final Progress progress;
  private int largest = Integer.MAX_VALUE;

  /**
   * @param trained weights that take gradients
   * @param loss asked of a whole batch, or of its parts one by one
   * @param progress is told when a batch is split
   */
  PartedStep(
      Collection<Tensor> trained,
      Supplier<BatchFeed.Batch> batches,
      HeadTrainer.BatchLoss loss,
      Progress progress) {
    this.trained = trained;
    this.batches = batches;
    this.loss = loss;
    this.progress = progress;
  }

  @Override
  public double at(int step) {
    BatchFeed.Batch batch = batches.get();
    while (true) {
      try {
        return gradients(step, batch);
      } catch (RuntimeException | OutOfMemoryError e) {
        int part = Math.min(largest, batch.size());
        if (part < 2 || !TorchErrors.outOfMemory(e)) {
          throw e;
        }
        // What the failed attempt added would count twice.
        clear();
        largest = (part + 1) / 2;
        progress.note(
            "Memory is short: a batch of " + part + " goes on in parts of " + largest + ".");
      }
    }
  }

  private double gradients(int step, BatchFeed.Batch batch) {
    double sum = 0;
    for (int from = 0; from < batch.size(); from += Math.min(largest, batch.size())) {
      BatchFeed.Batch part = batch.part(from, Math.min(batch.size(), from + largest));
      try (Scope s = new Scope()) {
        sum +=
            LaneGradients.ofSum(
                trained, part.size(), (a, b) -> share(step, part.part(a, b), batch.size()));
      }
    }
    return sum;
  }

  private Tensor share(int step, BatchFeed.Batch part, int whole) {
    return loss.of(step, part).mul(new Scalar((double) part.size() / whole));
  }

  private void clear() {
    try (Scope s = new Scope()) {
      Tensor none = new Tensor();
      for (Tensor tensor : trained) {
        tensor.mutable_grad().put(none);
      }
    }
  }
}
