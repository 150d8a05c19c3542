package io.tbar.contrast;

import io.tbar.clip.Embeddings;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Symmetric InfoNCE where several images may share a text. Texts that mean the same would otherwise
 * be one another's false negatives; here the texts of a batch are distinct and all images of a text
 * share its probability mass (multi-positive).
 */
final class Pairing {
  private Pairing() {}

  /** The loss of the pairs of a batch, whatever views stand behind them. */
  static Tensor loss(Embedded e) {
    int[] textOf = e.batch().textOf();
    return Scope.keep(
        () -> loss(e.own(), e.captions(), Tensors.of(textOf, textOf.length), e.scale()));
  }

  /**
   * @param images embeddings [N, D], of any length
   * @param texts embeddings [U, D], of any length
   * @param textOf index of each image's text, int64 [N]; every text has an image
   * @param scale exp(logit_scale)
   * @return a mean over images and over texts, without axes
   */
  static Tensor loss(Tensor images, Tensor texts, Tensor textOf, Tensor scale) {
    return Scope.keep(
        () -> {
          Tensor unit = Embeddings.normalise(images);
          Tensor logits = torch.matmul(unit, Embeddings.normalise(texts).t()).mul(scale);
          Tensor toText = torch.cross_entropy_loss(logits, textOf);
          return toText.add(toImage(logits, textOf)).mul(new Scalar(0.5));
        });
  }

  /** −log of the mass that a text gives to its own images. */
  private static Tensor toImage(Tensor logits, Tensor textOf) {
    Tensor mine = torch.one_hot(textOf, logits.size(1)).to(logits.scalar_type());
    Tensor others = mine.sub(new Scalar(1.0)).mul(new Scalar(1e9));
    Tensor ofMine = logits.add(others).logsumexp(0);
    return logits.logsumexp(0).sub(ofMine).mean();
  }
}
