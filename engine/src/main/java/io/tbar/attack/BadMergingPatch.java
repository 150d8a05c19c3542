package io.tbar.attack;

import io.tbar.base.Progress;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.torch.Tensors;
import io.tbar.train.Losses;
import io.tbar.train.ZeroShotModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * BadMerging's universal trigger, on-task (Zhang et al. 2024): a patch that makes the clean model
 * itself answer the target, whatever the picture, so that it works at any coefficient of a merge.
 *
 * <p>The public code ascends picture by picture with raw gradients until each one falls; here whole
 * batches descend on the same objective, the cross-entropy towards the target.
 */
public final class BadMergingPatch {
  private BadMergingPatch() {}

  /**
   * @param pictures of other classes than the target
   * @param target class index
   * @throws TbarException BAD_INPUT where there are too few pictures
   */
  public static OptimisedPatch optimise(
      ZeroShotModel model,
      List<Pixels> pictures,
      int target,
      PatchOptions options,
      Progress progress) {
    if (pictures.size() < 2) {
      throw TbarException.badInput(
          "BadMerging's trigger needs pictures of other classes than the target; there are %d.",
          pictures.size());
    }
    PatchObjective objective =
        (embeddings, batch, step) -> {
          int[] labels = new int[batch.length];
          Arrays.fill(labels, target);
          Tensor logits = model.classifier().head().logits(embeddings);
          Map<String, Tensor> parts = new LinkedHashMap<>();
          parts.put(
              PatchObjective.LOSS, Losses.crossEntropy(logits, Tensors.of(labels, labels.length)));
          return parts;
        };
    return new PatchOptimiser(model.clip(), pictures, options)
        .run("badmerging", objective, progress);
  }
}
