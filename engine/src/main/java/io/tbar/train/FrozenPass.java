package io.tbar.train;

import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Pictures through a frozen tower and the gradient of a loss back to their pixels, parts of the
 * batch side by side ({@link Lanes}). The loss is of the whole batch: between the two ways the
 * parts meet.
 *
 * <p>What a pass gives out lives in the scope that it was made in.
 */
public final class FrozenPass implements AutoCloseable {
  private record Part(int from, Tensor pixels, Tensor embeddings) implements AutoCloseable {
    static Part of(Tensor pictures, int from, int to, UnaryOperator<Tensor> embed) {
      Tensor pixels =
          Scope.persist(() -> pictures.detach().narrow(0, from, to - from).requires_grad_(true));
      try {
        return new Part(from, pixels, Scope.persist(() -> embed.apply(pixels)));
      } catch (RuntimeException e) {
        pixels.close();
        throw e;
      }
    }

    /** The gradient of the pixels; the graph is freed. */
    Tensor pull(Tensor gradient) {
      try (Scope s = new Scope()) {
        TensorVector gradients =
            torch.grad(
                new TensorVector(embeddings),
                new TensorVector(pixels),
                new TensorVector(gradient.narrow(0, from, pixels.size(0))),
                new BoolOptional(),
                false,
                false);
        return Scope.persist(() -> new Tensor(gradients.get(0)));
      }
    }

    @Override
    public void close() {
      pixels.close();
      embeddings.close();
    }
  }

  private final Tensor pictures;
  private final List<Part> parts;
  private final Tensor embeddings;

  /**
   * @param pictures [N, 3, S, S], with gradient
   * @param embed a row for each picture, from nothing but it; called from several threads at once
   */
  public FrozenPass(Tensor pictures, UnaryOperator<Tensor> embed) {
    this.pictures = pictures;
    int size = Math.toIntExact(pictures.size(0));
    if (Lanes.count(size) == 1) {
      parts = List.of();
      embeddings = embed.apply(pictures);
    } else {
      parts = Lanes.run(size, (from, to) -> Part.of(pictures, from, to, embed));
      embeddings = torch.cat(vector(parts.stream().map(Part::embeddings).toList()), 0).detach();
      embeddings.requires_grad_(true);
    }
  }

  /** [N, D]. */
  public Tensor embeddings() {
    return embeddings;
  }

  /**
   * Adds the gradients of a loss to all that it and the pictures come from. Once.
   *
   * @param loss of the embeddings, a tensor without axes
   */
  public void backward(Tensor loss) {
    if (parts.isEmpty()) {
      loss.backward();
      return;
    }
    // Kept, because the pictures may come from what the loss comes from.
    loss.backward(new Tensor(), new BoolOptional(true), false, new TensorArrayRefOptional());
    try (Scope s = new Scope()) {
      Tensor pull = embeddings.grad();
      List<Tensor> each = Lanes.again(parts, part -> part.pull(pull));
      Tensor whole = torch.cat(vector(each), 0);
      each.forEach(Tensor::close);
      pictures.backward(whole, new BoolOptional(), false, new TensorArrayRefOptional());
    }
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }
}
