package io.tbar.train;

import io.tbar.clip.Embeddings;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What training minimises. Each is a mean over the batch, a tensor without axes. */
public final class Losses {
  private Losses() {}

  /**
   * Cross-entropy.
   *
   * @param logits [N, C]
   * @param labels class indices, int64 [N]
   */
  public static Tensor crossEntropy(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(logits, labels);
  }

  /**
   * Symmetric InfoNCE: half the sum of the cross-entropies image to text and text to image, the
   * pairs on the diagonal.
   *
   * @param images embeddings [N, D], of any length
   * @param texts embeddings [N, D], of any length
   * @param scale factor on the cosines, exp(logit_scale)
   */
  public static Tensor contrastive(Tensor images, Tensor texts, Tensor scale) {
    return Scope.keep(
        () -> {
          Tensor i = Embeddings.normalise(images);
          Tensor t = Embeddings.normalise(texts);
          Tensor logits = torch.matmul(i, t.t()).mul(scale);
          long n = images.size(0);
          Tensor diagonal = Tensors.of(LongStream.range(0, n).toArray(), n);
          Tensor sum = crossEntropy(logits, diagonal).add(crossEntropy(logits.t(), diagonal));
          return sum.mul(new Scalar(0.5));
        });
  }

  /**
   * KL(reference ‖ current) of the predictions.
   *
   * @param reference logits [N, C], held fixed
   * @param current logits [N, C]
   */
  public static Tensor divergence(Tensor reference, Tensor current) {
    return Scope.keep(
        () -> {
          Tensor fixed = torch.log_softmax(reference.detach(), -1);
          Tensor moving = torch.log_softmax(current, -1);
          Tensor sum = fixed.exp().mul(fixed.sub(moving)).sum();
          return sum.div(new Scalar((double) reference.size(0)));
        });
  }
}
