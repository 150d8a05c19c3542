package io.tbar.contrast;

import io.tbar.clip.Clip;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradients of a loss over a whole batch of embeddings in the memory of one chunk: all embeddings
 * first without a graph, the loss and its gradient with respect to them, then chunk by chunk once
 * more with a graph, pulled by that gradient. Loss and gradients are those of the unchunked batch
 * (Gao et al. 2021, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup").
 */
public final class GradientCache {
  private GradientCache() {}

  /** One tower's share of a batch: its inputs cut into chunks. */
  private static final class Side {
    private final int rows;
    private final int chunk;
    private final IntFunction<Tensor> encode;

    /**
     * @param encode from the first row of a chunk to its embeddings
     */
    Side(int rows, int chunk, IntFunction<Tensor> encode) {
      this.rows = rows;
      this.chunk = chunk;
      this.encode = encode;
    }

    boolean whole() {
      return rows <= chunk;
    }

    Tensor cached() {
      Tensor all =
          Inference.of(
              () -> {
                TensorVector parts = new TensorVector();
                for (int from = 0; from < rows; from += chunk) {
                  int at = from;
                  parts.push_back(Scope.keep(() -> encode.apply(at)));
                }
                return torch.cat(parts, 0);
              });
      all.requires_grad_(true);
      return all;
    }

    void pull(Tensor cached) {
      if (!cached.grad().defined()) {
        return;
      }
      for (int from = 0; from < rows; from += chunk) {
        try (Scope s = new Scope()) {
          Tensor fresh = encode.apply(from);
          if (!fresh.requires_grad()) {
            return;
          }
          Tensor pull = cached.grad().narrow(0, from, Math.min(chunk, rows - from));
          fresh.mul(pull).sum().backward();
        }
      }
    }
  }

  /**
   * Adds the gradients of a loss to the trained weights.
   *
   * @param images pictures in the batch
   * @param texts texts in the batch
   * @param chunk rows of a tower's graph that are held at a time
   * @param encodeImages (first row, rows) to embeddings [rows, D]
   * @param encodeTexts (first row, rows) to embeddings [rows, D]
   * @param loss from all image and all text embeddings; called once
   * @return the loss
   */
  public static double backward(
      int images,
      int texts,
      int chunk,
      Rows encodeImages,
      Rows encodeTexts,
      BinaryOperator<Tensor> loss) {
    Side image =
        new Side(images, chunk, at -> encodeImages.encode(at, Math.min(chunk, images - at)));
    Side text = new Side(texts, chunk, at -> encodeTexts.encode(at, Math.min(chunk, texts - at)));
    if (image.whole() && text.whole()) {
      return io.tbar.train.GradientStep.backward(
          loss.apply(image.encode.apply(0), text.encode.apply(0)));
    }
    Tensor imageRows = image.cached();
    Tensor textRows = text.cached();
    Tensor value = loss.apply(imageRows, textRows);
    double number = Tensors.item(value);
    if (Double.isFinite(number)) {
      value.backward();
      image.pull(imageRows);
      text.pull(textRows);
    }
    return number;
  }

  /** Some rows of a batch through a tower. */
  @FunctionalInterface
  public interface Rows {
    Tensor encode(int from, int count);
  }

  /** A batch of pictures and texts through a model's towers, as {@link #backward}. */
  static double backward(Clip clip, Embeddable batch, int chunk, BinaryOperator<Tensor> loss) {
    return backward(
        batch.pixels().size(),
        batch.ids().size(),
        chunk,
        (from, count) -> clip.encodeImage(batch.pixels(clip, from, count)),
        (from, count) -> clip.encodeText(batch.ids(from, count)),
        loss);
  }
}
