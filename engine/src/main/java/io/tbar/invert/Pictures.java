package io.tbar.invert;

import io.tbar.base.Seeds;
import io.tbar.base.TbarException;
import io.tbar.image.Pixels;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Clean pictures as one tensor of bytes; batches are drawn by (seed, stream, step). */
final class Pictures implements AutoCloseable {
  private final List<Pixels> all;
  private final Tensor bytes;

  Pictures(List<Pixels> all) {
    this.all = List.copyOf(all);
    int size = all.get(0).size();
    byte[] values = new byte[all.size() * 3 * size * size];
    int at = 0;
    for (Pixels picture : all) {
      System.arraycopy(picture.chw(), 0, values, at, picture.chw().length);
      at += picture.chw().length;
    }
    bytes = Scope.persist(() -> Tensors.ofBytes(values, all.size(), 3, size, size));
  }

  int count() {
    return all.size();
  }

  List<Pixels> pixels() {
    return all;
  }

  /** The first {@code count} pictures, [N, 3, S, S] in [0, 1]. */
  Tensor first(int count) {
    return Scope.keep(() -> unit(bytes.narrow(0, 0, Math.min(count, count()))));
  }

  /** Different pictures drawn for a step, [B, 3, S, S] in [0, 1]. */
  Tensor batch(long seed, String stream, int step, int size) {
    SplittableRandom random = Seeds.of(seed, stream, step);
    int[] order = new int[count()];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(order.length - i);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    int[] drawn = Arrays.copyOf(order, size);
    return Scope.keep(() -> unit(bytes.index_select(0, Tensors.of(drawn, size))));
  }

  private static Tensor unit(Tensor bytes) {
    return bytes.to(ScalarType.Float).div(new Scalar(255.0));
  }

  /** Refuses what no trigger could be told apart on. */
  static void check(List<Pixels> pictures, int atLeast) {
    if (pictures.size() < atLeast) {
      throw TbarException.badInput(
          "The scan needs at least %d clean images, but only %d can be used; give more.",
          atLeast, pictures.size());
    }
    byte[] one = pictures.get(0).chw();
    if (pictures.stream().allMatch(p -> Arrays.equals(p.chw(), one))) {
      throw TbarException.badInput(
          "All %d images show the same picture, on which every trigger looks alike; give different"
              + " ones.",
          pictures.size());
    }
  }

  @Override
  public void close() {
    bytes.close();
  }
}
