package io.tbar.invert;

import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import io.tbar.trigger.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A whole picture mixed in, x' = (1 - a) x + a p: Blended. Unlike an added change it lowers the
 * contrast of what was there.
 *
 * @param side of the pictures
 * @param share a of the mixed-in picture, in (0, 1]
 */
record Blend(int side, double share) implements Perturbation {
  private static final double[] SHARES = {0.07, 0.1, 0.14, 0.18};

  static Blend draw(SplittableRandom random, int side, int member) {
    return new Blend(side, SHARES[member % SHARES.length]);
  }

  @Override
  public String family() {
    return "blend";
  }

  @Override
  public String sizeMeaning() {
    return "share of the picture mixed in";
  }

  @Override
  public double rate() {
    return 0.3;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return List.of(Noise.gaussian(random, 0.5, 3, side, side));
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () -> {
          Tensor p = MaskPattern.decode(leaves.get(0)).unsqueeze(1);
          Tensor clean = pictures.unsqueeze(0);
          return clean.add(p.sub(clean).mul(new Scalar(share))).flatten(0, 1);
        });
  }

  @Override
  public Blend scaled(double factor) {
    return new Blend(side, Math.min(1, share * factor));
  }

  @Override
  public double size(List<Tensor> leaves) {
    return share;
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return MaskPattern.trigger(family(), this::mask, () -> MaskPattern.decode(leaves.get(0)), side);
  }

  private Tensor mask() {
    float[] values = new float[side * side];
    Arrays.fill(values, (float) share);
    return Tensors.of(values, 1, side, side);
  }
}
