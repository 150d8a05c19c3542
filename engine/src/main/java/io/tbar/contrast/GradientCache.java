package io.tbar.contrast;

import io.tbar.clip.Clip;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.train.GradientStep;
import io.tbar.train.LaneGradients;
import java.util.Collection;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Gradients of a loss over a whole batch of embeddings in the memory of one chunk: all embeddings
 * first without a graph, the loss and its gradient with respect to them, then chunk by chunk once
 * more with a graph, pulled by that gradient. Loss and gradients are those of the unchunked batch
 * (Gao et al. 2021, "Scaling Deep Contrastive Learning Batch Size under Memory Limited Setup").
 */
public final class GradientCache {
  private GradientCache() {}

  /**
   * One tower's share of a batch: its inputs cut into chunks.
   *
   * @param rows of the batch
   * @param chunk rows whose graph is held at a time
   */
  private record Side(int rows, int chunk, Rows tower) {
    boolean whole() {
      return rows <= chunk;
    }

    Tensor all() {
      return tower.encode(0, rows);
    }

    Tensor cached() {
      Tensor all = Inference.rows(rows, chunk, (from, to) -> tower.encode(from, to - from));
      all.requires_grad_(true);
      return all;
    }

    void pull(Collection<Tensor> weights, Tensor cached) {
      if (!cached.grad().defined()) {
        return;
      }
      for (int start = 0; start < rows; start += chunk) {
        int at = start;
        try (Scope s = new Scope()) {
          LaneGradients.ofSum(
              weights,
              Math.min(chunk, rows - at),
              (from, to) -> {
                Tensor pull = cached.grad().narrow(0, at + from, to - from);
                return tower.encode(at + from, to - from).mul(pull).sum();
              });
        }
      }
    }
  }

  /**
   * Adds the gradients of a loss to the trained weights.
   *
   * @param weights those of them that take gradients do
   * @param images pictures in the batch
   * @param texts texts in the batch
   * @param chunk rows of a tower's graph that are held at a time
   * @param encodeImages (first row, rows) to embeddings [rows, D]
   * @param encodeTexts (first row, rows) to embeddings [rows, D]
   * @param loss from all image and all text embeddings; called once
   * @return the loss
   */
  public static double backward(
      Collection<Tensor> weights,
      int images,
      int texts,
      int chunk,
      Rows encodeImages,
      Rows encodeTexts,
      BinaryOperator<Tensor> loss) {
    Side image = new Side(images, chunk, encodeImages);
    Side text = new Side(texts, chunk, encodeTexts);
    if (image.whole() && text.whole()) {
      return GradientStep.backward(loss.apply(image.all(), text.all()));
    }
    Tensor imageRows = image.cached();
    Tensor textRows = text.cached();
    Tensor value = loss.apply(imageRows, textRows);
    double number = Tensors.item(value);
    if (Double.isFinite(number)) {
      value.backward();
      image.pull(weights, imageRows);
      text.pull(weights, textRows);
    }
    return number;
  }

  /** Some rows of a batch through a tower, from several threads at once. */
  @FunctionalInterface
  public interface Rows {
    Tensor encode(int from, int count);
  }

  /** A batch of pictures and texts through a model's towers, as {@link #backward}. */
  static double backward(Clip clip, Embeddable batch, int chunk, BinaryOperator<Tensor> loss) {
    return backward(
        clip.weights().tensors(),
        batch.pixels().size(),
        batch.ids().size(),
        chunk,
        (from, count) -> clip.encodeImage(batch.pixels(clip, from, count)),
        (from, count) -> clip.encodeText(batch.ids(from, count)),
        loss);
  }
}
