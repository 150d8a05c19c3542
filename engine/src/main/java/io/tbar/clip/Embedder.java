package io.tbar.clip;

import io.tbar.base.Progress;
import io.tbar.image.Pixels;
import io.tbar.text.Tokenizer;
import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.SplitBatch;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** Embeddings of many images or texts, batch by batch and without gradients, not normalised. */
public final class Embedder {
  private static final int TEXTS_AT_ONCE = 256;
  private final Clip clip;
  private final int batch;
  private final Progress progress;

  /**
   * @param batch pictures that go through the tower at a time; split where memory is short
   */
  public Embedder(Clip clip, int batch, Progress progress) {
    this.clip = clip;
    this.batch = batch;
    this.progress = progress;
  }

  /**
   * @param pictures at the model's size
   * @param total how many there are, for the progress, or -1
   * @return one row of D values a picture, in their order
   */
  public float[][] images(Iterator<Pixels> pictures, long total) {
    return all(
        "encoding images",
        pictures,
        batch,
        total,
        some -> clip.encodeImage(PixelBatch.of(some, clip.config().preprocess())));
  }

  /**
   * @return one row of D values a text, in their order
   */
  public float[][] texts(Tokenizer tokenizer, List<String> texts) {
    int length = clip.config().text().contextLength();
    Iterator<int[]> ids = texts.stream().map(t -> tokenizer.encode(t, length)).iterator();
    return all(
        "encoding texts",
        ids,
        TEXTS_AT_ONCE,
        texts.size(),
        some -> clip.encodeText(TokenBatch.of(some)));
  }

  private <T> float[][] all(
      String stage, Iterator<T> items, int size, long total, Function<List<T>, Tensor> encode) {
    List<float[]> rows = new ArrayList<>();
    while (items.hasNext()) {
      progress.check();
      progress.update(stage, rows.size(), total);
      List<T> some = new ArrayList<>();
      while (some.size() < size && items.hasNext()) {
        some.add(items.next());
      }
      SplitBatch.run(
          some, part -> Lanes.of(part, lane -> rows(lane, encode)).forEach(rows::addAll), progress);
    }
    progress.update(stage, rows.size(), total);
    return rows.toArray(float[][]::new);
  }

  private static <T> List<float[]> rows(List<T> part, Function<List<T>, Tensor> encode) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return Arrays.asList(Tensors.rows(encode.apply(part)));
          }
        });
  }
}
