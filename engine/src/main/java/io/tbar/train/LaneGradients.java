package io.tbar.train;

import io.tbar.torch.Inference;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The gradients of a batch's loss, its parts side by side ({@link Lanes}). Each part's are made
 * apart and added in the order of the parts, so that the same threads give the same bits.
 */
public final class LaneGradients {
  /** Each part holds gradients of its own for all weights, so that many cost memory. */
  private static final int MOST = 4;

  /** Weights from which on a tower's images keep tens of megabytes each until their gradient is. */
  private static final long LARGE = 50_000_000;

  /** Of those so many go at a time. */
  private static final int AT_ONCE = 64;

  private LaneGradients() {}

  /** The loss of some of a batch. */
  @FunctionalInterface
  public interface PartLoss {
    /**
     * Called from several threads at once.
     *
     * @return over the elements from {@code from} to before {@code to}, a tensor without axes
     */
    Tensor of(int from, int to);
  }

  private record Share(double loss, List<Tensor> gradients) implements AutoCloseable {
    @Override
    public void close() {
      gradients.forEach(Tensor::close);
    }
  }

  /**
   * Adds the gradients of a loss that is a mean over the batch, unless it is no finite number, and
   * returns it.
   *
   * @param weights those of them that take gradients do
   * @param size of the batch, at least 1
   * @param loss the mean over a part
   */
  public static double ofMean(Collection<Tensor> weights, int size, PartLoss loss) {
    return ofSum(
        weights,
        size,
        (from, to) ->
            to - from == size
                ? loss.of(from, to)
                : loss.of(from, to).mul(new Scalar((double) (to - from) / size)));
  }

  /** As above, of a loss that is a sum over the batch. */
  public static double ofSum(Collection<Tensor> weights, int size, PartLoss loss) {
    List<Tensor> trained = weights.stream().filter(Tensor::requires_grad).toList();
    long values = trained.stream().mapToLong(Tensor::numel).sum();
    return ofSum(trained, size, atOnce(values, size), loss);
  }

  /**
   * Images of a batch that keep memory at a time.
   *
   * @param values of the trained weights
   * @param size of the batch
   */
  public static int atOnce(long values, int size) {
    return values > LARGE ? Math.min(AT_ONCE, size) : size;
  }

  /**
   * As above, some of the batch after others; where the loss of some is no finite number, that of
   * the others is added all the same.
   */
  static double ofSum(List<Tensor> trained, int size, int atOnce, PartLoss loss) {
    if (size <= atOnce) {
      return together(trained, size, loss);
    }
    double sum = 0;
    for (int start = 0; start < size; start += atOnce) {
      int at = start;
      try (Scope s = new Scope()) {
        sum +=
            together(
                trained, Math.min(atOnce, size - at), (from, to) -> loss.of(at + from, at + to));
      }
    }
    return sum;
  }

  private static double together(List<Tensor> trained, int size, PartLoss loss) {
    List<Share> shares =
        Lanes.run(
            size,
            MOST,
            (from, to) ->
                to - from == size
                    ? new Share(GradientStep.backward(loss.of(from, to)), List.of())
                    : share(trained, loss, from, to));
    try {
      double sum = shares.stream().mapToDouble(Share::loss).sum();
      if (Double.isFinite(sum)) {
        Inference.run(() -> shares.forEach(share -> add(trained, share.gradients)));
      }
      return sum;
    } finally {
      shares.forEach(Share::close);
    }
  }

  private static Share share(List<Tensor> trained, PartLoss loss, int from, int to) {
    try (Scope s = new Scope()) {
      Tensor part = loss.of(from, to);
      double value = Tensors.item(part);
      if (!Double.isFinite(value) || !part.requires_grad()) {
        return new Share(value, List.of());
      }
      TensorVector gradients =
          torch.grad(
              new TensorVector(part),
              new TensorVector(trained.toArray(Tensor[]::new)),
              new TensorVector(),
              new BoolOptional(),
              false,
              true);
      List<Tensor> kept = new ArrayList<>();
      for (int i = 0; i < trained.size(); i++) {
        // What the vector gives out is its own; a handle of ours on the same values.
        int at = i;
        kept.add(Scope.persist(() -> new Tensor(gradients.get(at))));
      }
      return new Share(value, kept);
    }
  }

  private static void add(List<Tensor> trained, List<Tensor> gradients) {
    try (Scope s = new Scope()) {
      for (int i = 0; i < gradients.size(); i++) {
        Tensor sum = trained.get(i).mutable_grad();
        Tensor next = gradients.get(i);
        if (next.defined()) {
          sum.put(sum.defined() ? sum.add(next) : next);
        }
      }
    }
  }
}
