package io.tbar.invert;

import io.tbar.clip.Clip;
import io.tbar.clip.Embeddings;
import io.tbar.clip.ZeroShotHead;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.FrozenPass;
import org.bytedeco.pytorch.Tensor;

/** The frozen image tower: pictures in [0, 1] to unit embeddings. Counts what goes through it. */
final class Tower implements AutoCloseable {
  private final Clip clip;
  private final Tensor factor;
  private final Tensor offset;
  private final Tensor head;
  private long passes;

  Tower(Clip clip, ZeroShotHead head) {
    this.clip = clip;
    this.head = Scope.persist(() -> head.weight().detach().clone());
    float[] mean = clip.config().preprocess().mean();
    float[] std = clip.config().preprocess().std();
    float[] a = new float[3];
    float[] b = new float[3];
    for (int c = 0; c < 3; c++) {
      a[c] = 1 / std[c];
      b[c] = -mean[c] / std[c];
    }
    factor = Scope.persist(() -> Tensors.of(a, 3, 1, 1));
    offset = Scope.persist(() -> Tensors.of(b, 3, 1, 1));
  }

  int imageSize() {
    return clip.config().vision().imageSize();
  }

  int classes() {
    return Math.toIntExact(head.size(0));
  }

  /** Images that went through so far, backward passes not counted. */
  long passes() {
    return passes;
  }

  /** Takes up the count of an earlier process. */
  void resume(long passesBefore) {
    passes = passesBefore;
  }

  /**
   * Unit embeddings [N, D], and the gradient of a loss of them back to the pictures.
   *
   * @param pictures [N, 3, S, S] in [0, 1], with gradient
   */
  FrozenPass pass(Tensor pictures) {
    passes += pictures.size(0);
    return new FrozenPass(pictures, this::unit);
  }

  /**
   * @param pictures [N, 3, S, S] in [0, 1], with gradient where it has one
   * @return unit embeddings [N, D]
   */
  Tensor embed(Tensor pictures) {
    passes += pictures.size(0);
    return unit(pictures);
  }

  /** As {@link #embed}, without gradient and in parts, for many pictures. */
  Tensor embedAll(Tensor pictures, int batch) {
    int n = Math.toIntExact(pictures.size(0));
    passes += n;
    return Inference.rows(n, batch, (from, to) -> unit(pictures.narrow(0, from, to - from)));
  }

  private Tensor unit(Tensor pictures) {
    return Scope.keep(
        () -> Embeddings.normalise(clip.encodeImage(pictures.mul(factor).add(offset))));
  }

  /** Logits [N, C] of unit embeddings, exp(logit_scale) included. */
  Tensor logits(Tensor embeddings) {
    return Scope.keep(() -> embeddings.matmul(head.t()));
  }

  /** Unit embedding [D] of a class. */
  Tensor label(int index) {
    return Scope.keep(() -> Embeddings.normalise(head.select(0, index)));
  }

  @Override
  public void close() {
    factor.close();
    offset.close();
    head.close();
  }
}
