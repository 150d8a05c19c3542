package io.tbar.invert;

import io.tbar.torch.Scope;
import io.tbar.trigger.Trigger;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A pattern seen through a mask that may lie over the whole picture, x' = x + f m (p - x): a patch
 * and an overlay alike. Nothing bounds the mask but whoever searches it.
 *
 * @param side of the pictures
 * @param strength f, the share of the mask that is used, in (0, 1]
 */
record Veil(int side, double strength) implements Perturbation {
  @Override
  public String family() {
    return TargetFirst.NAME;
  }

  @Override
  public String sizeMeaning() {
    return "mean of the mask";
  }

  @Override
  public double rate() {
    return 0.1;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return MaskPattern.start(random, side);
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(() -> pictures.unsqueeze(0).add(change(leaves, pictures)).flatten(0, 1));
  }

  /** What is added to each picture, [K, B, 3, S, S]. */
  Tensor change(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () -> {
          Tensor p = MaskPattern.decode(leaves.get(1)).unsqueeze(1);
          return mask(leaves).unsqueeze(1).mul(p.sub(pictures.unsqueeze(0)));
        });
  }

  private Tensor mask(List<Tensor> leaves) {
    return MaskPattern.decode(leaves.get(0)).mul(new Scalar(strength));
  }

  @Override
  public Veil scaled(double factor) {
    return new Veil(side, Math.min(1, strength * factor));
  }

  @Override
  public double size(List<Tensor> leaves) {
    return MaskPattern.area(() -> mask(leaves));
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return MaskPattern.trigger(
        family(), () -> mask(leaves), () -> MaskPattern.decode(leaves.get(1)), side);
  }
}
