package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.torch.Tensors;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Fine-tunes the image tower under a frozen zero-shot head with cross-entropy (the recipe of task
 * arithmetic).
 */
public final class HeadTrainer {
  private HeadTrainer() {}

  /** What a step minimises. */
  @FunctionalInterface
  interface BatchLoss {
    /**
     * The mean over a batch, or over a part of one, which has the step of the whole.
     *
     * @param step from 0
     * @return a tensor without axes
     */
    Tensor of(int step, BatchFeed.Batch batch);
  }

  /**
   * Trains in place; the same seed, data and threads give the same weights.
   *
   * @param stage what the listener is told
   */
  public static TrainingReport train(
      String stage,
      Classifier classifier,
      TrainedTensors which,
      Examples examples,
      Recipe recipe,
      Progress progress) {
    return train(
        stage,
        classifier,
        which,
        examples,
        (step, batch) -> crossEntropy(classifier, batch),
        recipe,
        progress);
  }

  /** As above, with another loss than the cross-entropy of the labels. */
  static TrainingReport train(
      String stage,
      Classifier classifier,
      TrainedTensors which,
      Examples examples,
      BatchLoss loss,
      Recipe recipe,
      Progress progress) {
    long start = System.nanoTime();
    var weights = classifier.clip().weights();
    Map<String, Tensor> trained = weights.train(which.of(weights.names()));
    try (BatchFeed<BatchFeed.Batch> feed = new BatchFeed<>(batches(examples, recipe))) {
      List<Double> losses =
          TrainingLoop.run(
              stage,
              trained,
              recipe,
              recipe.steps(examples.size()),
              new PartedStep(trained.values(), feed::next, loss, progress),
              progress);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new TrainingReport(
          losses,
          (long) recipe.epochs() * examples.size(),
          seconds,
          Math.min(1, feed.waitedSeconds() / seconds));
    } finally {
      weights.freeze();
    }
  }

  /** Of the pictures' logits with their labels. */
  static Tensor crossEntropy(Classifier classifier, BatchFeed.Batch batch) {
    Tensor pixels = PixelBatch.of(batch.pixels(), classifier.clip().config().preprocess());
    return Losses.crossEntropy(classifier.logits(pixels), Tensors.of(batch.labels(), batch.size()));
  }

  private static Iterator<BatchFeed.Batch> batches(Examples examples, Recipe recipe) {
    return IntStream.range(0, recipe.epochs())
        .boxed()
        .flatMap(
            epoch -> {
              Iterator<BatchFeed.Batch> batches =
                  BatchFeed.grouped(examples.epoch(epoch), recipe.batch());
              return java.util.stream.StreamSupport.stream(
                  java.util.Spliterators.spliteratorUnknownSize(batches, 0), false);
            })
        .iterator();
  }
}
