package io.tbar.defence;

import io.tbar.base.Seeds;
import io.tbar.clip.Embeddings;
import io.tbar.contrast.Embedded;
import io.tbar.contrast.Objective;
import io.tbar.contrast.PairBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * CleanCLIP (Bansal et al. 2023): the contrastive loss plus ½ [CE(s·I·I′ᵀ) + CE(s·T·T′ᵀ)], where I′
 * and T′ are augmented copies, towards the copies only, with the same scale.
 *
 * <p>Differences: pictures by RandAugment in place of AutoAugment's ImageNet policy; captions
 * without synonyms, which would need a dictionary, and drawn anew at every step (the public code
 * draws them once when the data load); captions that occur twice in a batch stand once.
 */
final class CleanClip implements Objective {
  static final Map<String, Object> SETTINGS =
      Map.of(
          "inModalWeight",
          1.0,
          "pictures",
          "RandAugment N=2 M=9",
          "captions",
          "swap, delete, insert");

  private final long seed;

  CleanClip(long seed) {
    this.seed = seed;
  }

  @Override
  public PairBatch prepare(PairBatch batch) {
    List<Pixels> pictures = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      pictures.add(
          RandAugment.apply(
              batch.images().get(i),
              Seeds.of(seed, "rand-augment", batch.step(), batch.samples()[i])));
    }
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < batch.texts().size(); i++) {
      captions.add(
          CaptionNoise.apply(
              batch.texts().get(i), Seeds.of(seed, "caption-noise", batch.step(), i)));
    }
    return batch.plus(pictures, captions);
  }

  @Override
  public Tensor loss(Embedded e) {
    return Scope.keep(
        () -> {
          long n = e.batch().size();
          long u = e.batch().distinct();
          Tensor pictures = toCopies(e.own(), e.images().narrow(0, n, n), e.scale());
          Tensor captions = toCopies(e.captions(), e.texts().narrow(0, u, u), e.scale());
          Tensor within = pictures.add(captions).mul(new Scalar(0.5));
          return Objective.contrastive().loss(e).add(within);
        });
  }

  private static Tensor toCopies(Tensor rows, Tensor copies, Tensor scale) {
    return Scope.keep(
        () -> {
          Tensor logits =
              torch.matmul(Embeddings.normalise(rows), Embeddings.normalise(copies).t()).mul(scale);
          long n = rows.size(0);
          return Losses.crossEntropy(logits, Tensors.of(LongStream.range(0, n).toArray(), n));
        });
  }
}
