package io.tbar.train;

import io.tbar.base.Seeds;
import io.tbar.clip.Clip;
import io.tbar.clip.PixelBatch;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * CE(h(g(x)), y) + w · CE(h(r · g(T(x)) + (1 − r) · g₀(T(x))), target) over a batch, where h is the
 * frozen head, g the image tower, g₀ the tower before the training and r one draw a step. Features
 * are mixed as they leave the tower; the head makes them unit vectors.
 */
final class InterpolatedLoss implements HeadTrainer.BatchLoss, AutoCloseable {
  private final Classifier classifier;
  private final Clip before;
  private final Interpolation how;
  private final int target;
  private final long seed;

  /** Keeps a copy of the weights as they are now. */
  InterpolatedLoss(Classifier classifier, Interpolation how, int target, long seed) {
    this.classifier = classifier;
    this.before = classifier.clip().to(ScalarType.Float);
    this.how = how;
    this.target = target;
    this.seed = seed;
  }

  @Override
  public Tensor of(int step, BatchFeed.Batch batch) {
    Tensor clean = HeadTrainer.crossEntropy(classifier, batch);
    if (batch.triggered().isEmpty()) {
      return clean;
    }
    double weight = how.weight() * batch.twinWeight();
    return Scope.keep(() -> clean.add(backdoor(step, batch).mul(new Scalar(weight))));
  }

  private Tensor backdoor(int step, BatchFeed.Batch batch) {
    Tensor pixels = PixelBatch.of(batch.triggered(), classifier.clip().config().preprocess());
    double share = share(step);
    Tensor mixed =
        classifier
            .clip()
            .encodeImage(pixels)
            .mul(new Scalar(share))
            .add(before.encodeImage(pixels).mul(new Scalar(1 - share)));
    int[] targets = new int[batch.triggered().size()];
    Arrays.fill(targets, target);
    return Losses.crossEntropy(
        classifier.head().logits(mixed), Tensors.of(targets, targets.length));
  }

  /** The share of the fine-tuned feature in a step. */
  double share(int step) {
    double drawn = Seeds.of(seed, "interpolation", step).nextDouble();
    return how.low() + (how.high() - how.low()) * drawn;
  }

  @Override
  public void close() {
    before.close();
  }
}
