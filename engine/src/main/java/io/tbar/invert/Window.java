package io.tbar.invert;

import io.tbar.torch.Scope;
import io.tbar.trigger.Trigger;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An opaque square at a fixed place with a free pattern: BadNet's patch, wherever it was put. The
 * mask is not searched for, so that nothing of it can end up half transparent.
 *
 * @param side of the pictures
 * @param size side of the square in pixels, 1 to {@code side}
 * @param top row of its upper edge
 * @param left column of its left edge
 */
record Window(int side, int size, int top, int left) implements Perturbation {
  /** Without a common divisor with any number of sizes in use, so that all take turns. */
  private static final int STRIDE = 37;

  /** Sides from a ninth to 10/28 of the picture's, anywhere in it. */
  static Window draw(SplittableRandom random, int side, int member) {
    int least = Math.max(1, side / 9);
    int most = Math.max(least, side * 10 / 28);
    int size = least + (member * STRIDE) % (most - least + 1);
    return new Window(side, size, random.nextInt(side - size + 1), random.nextInt(side - size + 1));
  }

  /** In steps of a 28th of the side. */
  @Override
  public String like() {
    return family() + " " + Math.round(28.0 * size / side);
  }

  @Override
  public String family() {
    return "window";
  }

  @Override
  public String sizeMeaning() {
    return "share of the picture that is covered";
  }

  @Override
  public double rate() {
    return 0.3;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(Noise.gaussian(random, 0.5, 3, size, size));
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () -> {
          Tensor m = mask().view(1, 1, 1, side, side);
          Tensor p = padded(MaskPattern.decode(leaves.get(0))).unsqueeze(1);
          Tensor clean = pictures.unsqueeze(0);
          return clean.add(m.mul(p.sub(clean))).flatten(0, 1);
        });
  }

  /** [1, S, S]. */
  private Tensor mask() {
    return padded(torch.ones(new long[] {1, size, size}));
  }

  private Tensor padded(Tensor square) {
    return torch.constant_pad_nd(
        square, new long[] {left, side - left - size, top, side - top - size}, new Scalar(0.0));
  }

  @Override
  public Window scaled(double factor) {
    int other = (int) Math.max(1, Math.min(side, Math.round(size * Math.sqrt(factor))));
    return new Window(side, other, Math.min(top, side - other), Math.min(left, side - other));
  }

  /** A fifth larger or smaller, moved by a third of its side. */
  @Override
  public Window near(SplittableRandom random) {
    int other = size + Math.round(0.2f * size * (random.nextInt(3) - 1));
    int fits = Math.max(1, Math.min(side, other));
    int most = side - fits;
    return new Window(side, fits, moved(top, most, random), moved(left, most, random));
  }

  private int moved(int from, int most, SplittableRandom random) {
    int reach = Math.max(1, size / 3);
    return Math.max(0, Math.min(most, from + random.nextInt(2 * reach + 1) - reach));
  }

  @Override
  public double size(List<Tensor> leaves) {
    return (double) size * size / ((double) side * side);
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return MaskPattern.trigger(
        family(), this::mask, () -> padded(MaskPattern.decode(leaves.get(0))), side);
  }
}
