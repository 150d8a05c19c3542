package io.tbar.invert;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import io.tbar.trigger.Triggers;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A warp as WaNet's: pixels are taken from where a small field of displacements, upsampled
 * bicubically, points to.
 *
 * @param side of the pictures
 * @param cells side of the field, up to {@code side}
 * @param pixels largest displacement of a cell along an axis, in pixels
 */
record Warp(int side, int cells, double pixels) implements Perturbation {
  /**
   * Displacements of smooth fields as shares of half the side; WaNet's own lie at the lower end.
   */
  private static final double[] SHIFTS = {0.1, 0.15, 0.2, 0.3};

  /** Displacements in pixels where each pixel has its own, as in public CLIP code. */
  private static final double[] GRAIN = {1, 1.5, 2, 3};

  private static final int COARSE = 4;
  private static final int FINE = 14;

  /** In turns each pixel for itself, a coarse field, and a fine one with half the displacement. */
  static Warp draw(SplittableRandom random, int side, int member) {
    int turn = member / 2;
    if (member % 2 == 0) {
      return new Warp(side, side, GRAIN[turn % GRAIN.length]);
    }
    double pixels = SHIFTS[turn % SHIFTS.length] * (side - 1) / 2;
    return turn % 2 == 0
        ? new Warp(side, Math.min(side, COARSE), pixels)
        : new Warp(side, Math.min(side, FINE), pixels / 2);
  }

  private static final long BILINEAR = 0;
  private static final long BORDER = 1;

  @Override
  public String family() {
    return "warp";
  }

  @Override
  public String sizeMeaning() {
    return "largest displacement in pixels";
  }

  @Override
  public double rate() {
    return 0.2;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(Noise.gaussian(random, 0.1, 2, cells, cells));
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () -> {
          long k = leaves.get(0).size(0);
          long b = pictures.size(0);
          Tensor grid =
              places(field(leaves))
                  .unsqueeze(1)
                  .expand(k, b, side, side, 2)
                  .reshape(k * b, side, side, 2);
          Tensor all = pictures.unsqueeze(0).expand(k, b, 3, side, side).flatten(0, 1);
          return torch.grid_sampler(all, grid, BILINEAR, BORDER, true);
        });
  }

  /** Displacements in pixels, x then y, [K, 2, cells, cells]. */
  private Tensor field(List<Tensor> leaves) {
    return leaves.get(0).tanh().mul(new Scalar(pixels));
  }

  /** Where each pixel is taken from, in coordinates from -1 to 1, [K, S, S, 2]. */
  private Tensor places(Tensor field) {
    Tensor fine =
        cells == side ? field : torch.upsample_bicubic2d(field, new long[] {side, side}, true);
    Tensor axis =
        torch
            .linspace(new Scalar(-1.0), new Scalar(1.0), side)
            .to(field.device(), field.scalar_type());
    Tensor x = axis.view(1, side).expand(side, side);
    Tensor y = axis.view(side, 1).expand(side, side);
    return torch
        .stack(new TensorVector(x, y), 0)
        .unsqueeze(0)
        .add(fine.mul(new Scalar(2.0 / (side - 1))))
        .clamp(new ScalarOptional(new Scalar(-1.0)), new ScalarOptional(new Scalar(1.0)))
        .permute(0, 2, 3, 1);
  }

  @Override
  public Warp scaled(double factor) {
    return new Warp(side, cells, pixels * factor);
  }

  @Override
  public double size(List<Tensor> leaves) {
    return pixels;
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            return Triggers.warp("inverted-warp", Tensors.floats(field(leaves)), cells, side, side);
          }
        });
  }
}
