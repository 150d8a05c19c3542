package io.tbar.train;

import io.tbar.base.Progress;
import io.tbar.clip.PixelBatch;
import io.tbar.image.Pixels;
import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.SplitBatch;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** What a classifier answers to pictures, batch by batch and without gradients. */
public final class Predictor {
  private final Classifier classifier;
  private final int batch;

  /**
   * @param batch pictures that go through the tower at a time
   */
  public Predictor(Classifier classifier, int batch) {
    this.classifier = classifier;
    this.batch = batch;
  }

  public Classifier classifier() {
    return classifier;
  }

  public int batch() {
    return batch;
  }

  /** Logits, one row a picture, exp(logit_scale) included. */
  public float[][] logits(List<Pixels> pictures) {
    List<float[]> rows = new ArrayList<>(pictures.size());
    each(pictures, Progress.silent(), some -> rows.addAll(Arrays.asList(some)));
    return rows.toArray(float[][]::new);
  }

  /** The most likely class of each picture; the first of equals. */
  public int[] top1(List<Pixels> pictures) {
    return top1(pictures, Progress.silent());
  }

  /**
   * As above.
   *
   * @param progress is told where memory is short and a batch is split
   */
  public int[] top1(List<Pixels> pictures, Progress progress) {
    return Arrays.stream(top(pictures, 1, progress)).mapToInt(row -> row[0]).toArray();
  }

  /**
   * The most likely classes of each picture, most likely first; the lower index of equals first.
   *
   * @param k how many; fewer where there are fewer classes
   */
  public int[][] top(List<Pixels> pictures, int k) {
    return top(pictures, k, Progress.silent());
  }

  /**
   * As above.
   *
   * @param progress is told where memory is short and a batch is split
   */
  public int[][] top(List<Pixels> pictures, int k, Progress progress) {
    List<int[]> answers = new ArrayList<>(pictures.size());
    each(
        pictures,
        progress,
        some -> {
          for (float[] row : some) {
            answers.add(top(row, k));
          }
        });
    return answers.toArray(int[][]::new);
  }

  /** The most likely class of each row of logits [N, C]; the first of equals. */
  public static int[] best(Tensor logits) {
    return Arrays.stream(Tensors.rows(logits)).mapToInt(row -> top(row, 1)[0]).toArray();
  }

  private void each(List<Pixels> pictures, Progress progress, Consumer<float[][]> rows) {
    for (int from = 0; from < pictures.size(); from += batch) {
      SplitBatch.run(
          pictures.subList(from, Math.min(pictures.size(), from + batch)),
          part -> rows.accept(some(part)),
          progress);
    }
  }

  private float[][] some(List<Pixels> pictures) {
    return Lanes.of(pictures, this::rows).stream().flatMap(Arrays::stream).toArray(float[][]::new);
  }

  private float[][] rows(List<Pixels> pictures) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return Tensors.rows(
                classifier.logits(
                    PixelBatch.of(pictures, classifier.clip().config().preprocess())));
          }
        });
  }

  private static int[] top(float[] logits, int k) {
    int[] best = new int[Math.min(k, logits.length)];
    int found = 0;
    for (int c = 0; c < logits.length; c++) {
      int at = found;
      while (at > 0 && logits[c] > logits[best[at - 1]]) {
        at--;
      }
      if (at == best.length) {
        continue;
      }
      int moved = Math.min(found, best.length - 1) - at;
      System.arraycopy(best, at, best, at + 1, moved);
      best[at] = c;
      found = Math.min(found + 1, best.length);
    }
    return best;
  }
}
