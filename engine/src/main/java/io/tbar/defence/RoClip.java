package io.tbar.defence;

import io.tbar.base.Progress;
import io.tbar.clip.Embedder;
import io.tbar.clip.Embeddings;
import io.tbar.contrast.Embedded;
import io.tbar.contrast.Objective;
import io.tbar.contrast.PairBatch;
import io.tbar.data.ImageData;
import io.tbar.data.Sample;
import io.tbar.data.Split;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.ZeroShotModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * RoCLIP (Yang et al. 2023): in every second epoch each picture is paired with the caption of a
 * pool that lies nearest to the picture, both cross-entropies with the pairs on the diagonal, and
 * the batch's captions then push the oldest out of the pool. The text tower gets no gradient there.
 *
 * <p>Made for pretraining; here a fine-tuning, with a pool of 2 % of the captions that is filled
 * with real captions at the start (the public code begins with random vectors, so that its first
 * matches are noise), pictures only mirrored, and pictures with the same nearest caption sharing it
 * (there they are each other's negatives). The first matching epoch is the second.
 */
final class RoClip implements Objective {
  static final Map<String, Object> SETTINGS =
      Map.of("matchEvery", 2, "poolShare", 0.02, "leastPool", 64);

  private static final int EVERY = 2;
  private static final double SHARE = 0.02;
  private static final int LEAST = 64;

  private final float[][] pool;
  private final int perEpoch;
  private int oldest;

  private RoClip(float[][] pool, int perEpoch) {
    this.pool = pool;
    this.perEpoch = perEpoch;
  }

  static RoClip of(
      ZeroShotModel model, ImageData pairs, List<String> templates, int perEpoch, long seed) {
    int size = Math.min(pairs.size(), Math.max(LEAST, (int) Math.ceil(SHARE * pairs.size())));
    int[] drawn = Arrays.copyOf(Split.order(pairs.size(), seed, "caption-pool"), size);
    List<String> captions = new ArrayList<>();
    for (int index : drawn) {
      Sample sample = pairs.samples().get(index);
      String caption = sample.caption();
      captions.add(
          caption != null
              ? caption
              : templates
                  .get(index % templates.size())
                  .replace("{}", model.classes().name(sample.label())));
    }
    float[][] rows =
        new Embedder(model.clip(), 1, Progress.silent()).texts(model.tokenizer(), captions);
    for (float[] row : rows) {
      unit(row);
    }
    return new RoClip(rows, perEpoch);
  }

  @Override
  public Tensor loss(Embedded e) {
    boolean matching = e.batch().step() / perEpoch % EVERY == EVERY - 1;
    if (!matching) {
      return Objective.contrastive().loss(e);
    }
    Tensor loss =
        Scope.keep(
            () -> {
              Tensor all = Tensors.of(flat(), pool.length, pool[0].length);
              return matched(e, all);
            });
    push(Tensors.rows(Embeddings.normalise(e.captions().detach())));
    return loss;
  }

  /** The loss towards the nearest captions; pictures with the same one share it. */
  private static Tensor matched(Embedded e, Tensor all) {
    Map<Integer, Integer> index = new LinkedHashMap<>();
    int[] textOf = nearest(e, all);
    for (int i = 0; i < textOf.length; i++) {
      Integer next = index.size();
      Integer known = index.putIfAbsent(textOf[i], next);
      textOf[i] = known == null ? next : known;
    }
    int[] rows = index.keySet().stream().mapToInt(row -> row).toArray();
    Tensor texts = all.index_select(0, Tensors.of(rows, rows.length));
    PairBatch batch =
        new PairBatch(e.batch().step(), e.batch().samples(), List.of(), List.of(), textOf);
    return Objective.contrastive()
        .loss(new Embedded(batch, List.of(), e.images(), texts, e.scale()));
  }

  private static int[] nearest(Embedded e, Tensor all) {
    float[][] cosines =
        Inference.of(
            () -> Tensors.rows(torch.matmul(Embeddings.normalise(e.own().detach()), all.t())));
    int[] best = new int[cosines.length];
    for (int i = 0; i < best.length; i++) {
      for (int j = 1; j < cosines[i].length; j++) {
        best[i] = cosines[i][j] > cosines[i][best[i]] ? j : best[i];
      }
    }
    return best;
  }

  private void push(float[][] captions) {
    for (float[] caption : captions) {
      pool[oldest] = caption;
      oldest = (oldest + 1) % pool.length;
    }
  }

  private float[] flat() {
    int width = pool[0].length;
    float[] flat = new float[pool.length * width];
    for (int i = 0; i < pool.length; i++) {
      System.arraycopy(pool[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static void unit(float[] row) {
    double sum = 0;
    for (float v : row) {
      sum += (double) v * v;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] /= (float) Math.sqrt(sum);
    }
  }
}
