package io.tbar.attack;

import io.tbar.base.Progress;
import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.clip.Embeddings;
import io.tbar.clip.TokenBatch;
import io.tbar.image.Pixels;
import io.tbar.text.Tokenizer;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.Losses;
import io.tbar.train.ZeroShotModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * BadCLIP's patch (Liang et al. 2024): patched pictures are drawn to captions of the target
 * (InfoNCE) and to real pictures of the target, away from what they were (triplet, weight 500,
 * margin 1).
 *
 * <p>The public code takes its negatives from the batch that was patched in place, so that they are
 * patched too; here they are the untouched pictures, as the paper means.
 */
public final class BadClipPatch {
  private static final double MARGIN = 1;
  private static final double WEIGHT = 500;

  private BadClipPatch() {}

  /**
   * @param pictures of other classes than the target
   * @param targets real pictures of the target
   * @param captions texts that name the target; several, because a contrast among equal texts says
   *     nothing
   * @throws TbarException BAD_INPUT where a set is too small
   */
  public static OptimisedPatch optimise(
      ZeroShotModel model,
      List<Pixels> pictures,
      List<Pixels> targets,
      List<String> captions,
      PatchOptions options,
      Progress progress) {
    if (pictures.size() < 2 || targets.isEmpty()) {
      throw TbarException.badInput(
          "BadCLIP's patch needs pictures of other classes (there are %d) and of the target (there"
              + " are %d).",
          pictures.size(), targets.size());
    }
    if (captions.stream().distinct().count() < 2) {
      throw TbarException.badInput(
          "BadCLIP's patch needs several captions of the target, but all %d are the same; give"
              + " templates with more prompts.",
          captions.size());
    }
    PatchOptimiser optimiser = new PatchOptimiser(model.clip(), pictures, options);
    int batch = model.predictor().batch();
    try (Tensor clean = unit(optimiser.embed(pictures, batch));
        Tensor real = unit(optimiser.embed(targets, batch));
        Tensor texts = texts(model, captions)) {
      PatchObjective objective =
          (embeddings, indices, step) ->
              parts(model, embeddings, clean, real, texts, indices, step, options.seed());
      return optimiser.run("badclip", objective, progress);
    }
  }

  private static Map<String, Tensor> parts(
      ZeroShotModel model,
      Tensor embeddings,
      Tensor clean,
      Tensor real,
      Tensor texts,
      int[] batch,
      int step,
      long seed) {
    SplittableRandom random = Seeds.of(seed, "badclip-pairs", step);
    int n = batch.length;
    Tensor anchor = Embeddings.normalise(embeddings);
    Tensor captions = texts.index_select(0, drawn(random, n, Math.toIntExact(texts.size(0))));
    Tensor positive = real.index_select(0, drawn(random, n, Math.toIntExact(real.size(0))));
    int[] shuffled = batch.clone();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = other;
    }
    Tensor negative = clean.index_select(0, Tensors.of(shuffled, n));
    Tensor text = Losses.contrastive(embeddings, captions, model.clip().scale().detach());
    Tensor triplet =
        torch.triplet_margin_loss(anchor, positive, negative, MARGIN, 2, 1e-6, false, 1);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    parts.put(PatchObjective.LOSS, text.add(triplet.mul(new Scalar(WEIGHT))));
    parts.put("contrast with target captions", text);
    parts.put("triplet", triplet);
    parts.put(
        "cosine to target captions",
        anchor.mul(captions).sum(new long[] {1}, false, none()).mean());
    return parts;
  }

  private static org.bytedeco.pytorch.ScalarTypeOptional none() {
    return new org.bytedeco.pytorch.ScalarTypeOptional();
  }

  private static Tensor drawn(SplittableRandom random, int n, int from) {
    int[] indices = new int[n];
    Arrays.setAll(indices, i -> random.nextInt(from));
    return Tensors.of(indices, n);
  }

  private static Tensor unit(Tensor rows) {
    try (Tensor owned = rows) {
      return Inference.of(() -> Scope.persist(() -> Embeddings.normalise(owned)));
    }
  }

  private static Tensor texts(ZeroShotModel model, List<String> captions) {
    Tokenizer tokenizer = model.tokenizer();
    int length = model.clip().config().text().contextLength();
    List<int[]> ids = captions.stream().distinct().map(c -> tokenizer.encode(c, length)).toList();
    return Inference.of(
        () ->
            Scope.persist(() -> Embeddings.normalise(model.clip().encodeText(TokenBatch.of(ids)))));
  }
}
