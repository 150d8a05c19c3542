package io.tbar.method;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.clip.Weights;
import io.tbar.train.Classifier;
import io.tbar.train.LaneGradients;
import io.tbar.train.TrainingLoop;
import io.tbar.train.TrainingReport;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** The part that both estimators share: train from θ on some loss, take the difference, go back. */
final class FineTuning {
  private FineTuning() {}

  /** Makes the gradients of one batch and returns the loss. */
  @FunctionalInterface
  interface Gradients {
    /**
     * @param start θ of this round over the trained tensors
     * @param images indices into the forget set
     */
    double of(Weights start, int[] images);
  }

  static Estimate run(
      Classifier classifier,
      ForgetSet forget,
      EstimatorOptions options,
      int round,
      int rounds,
      Gradients gradients,
      Progress progress) {
    long start = System.nanoTime();
    Weights weights = classifier.clip().weights();
    Collection<String> names = options.which().of(weights.names());
    Order order = new Order(forget.size(), options.batch(), options.seed(), round);
    try (Weights before = weights.copy(names)) {
      try {
        List<Double> losses =
            TrainingLoop.run(
                rounds == 1
                    ? "estimating the trigger vector"
                    : "estimating the trigger vector, round " + (round + 1) + " of " + rounds,
                weights.train(names),
                options.recipe(round, rounds),
                options.steps(),
                step -> gradients.of(before, order.next()),
                progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        long images = (long) options.steps() * Math.min(options.batch(), forget.size());
        return new Estimate(weights.minus(before), new TrainingReport(losses, images, seconds, 0));
      } finally {
        weights.freeze();
        weights.set(before);
      }
    }
  }

  /** Adds the gradients of a loss that is a mean over images, and returns it. */
  static double add(Classifier classifier, int[] images, Function<int[], Tensor> loss) {
    return LaneGradients.ofMean(
        classifier.clip().weights().tensors(),
        images.length,
        (from, to) -> loss.apply(Arrays.copyOfRange(images, from, to)));
  }

  /** Batches of full size through reshuffled epochs; a rest too small for a batch is dropped. */
  private static final class Order {
    private final int[] images;
    private final int batch;
    private final long seed;
    private final int round;
    private int epoch;
    private int at;

    Order(int size, int batch, long seed, int round) {
      this.images = new int[size];
      this.batch = Math.min(batch, size);
      this.seed = seed;
      this.round = round;
      this.at = size;
    }

    int[] next() {
      if (at + batch > images.length) {
        shuffle();
        at = 0;
      }
      at += batch;
      return Arrays.copyOfRange(images, at - batch, at);
    }

    private void shuffle() {
      var random = Seeds.of(seed, "forget-order", round, epoch++);
      for (int i = 0; i < images.length; i++) {
        int j = random.nextInt(i + 1);
        images[i] = images[j];
        images[j] = i;
      }
    }
  }
}
