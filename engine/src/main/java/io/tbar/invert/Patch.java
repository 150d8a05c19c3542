package io.tbar.invert;

import io.tbar.torch.Scope;
import io.tbar.trigger.Trigger;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * DECREE's mask and pattern, x' = (1 - m) x + m p, with the mean of the mask held at a budget
 * instead of weighed against the objective. Where the mask ends up is free.
 *
 * @param side of the pictures
 * @param area most that the mean of the mask may be, in (0, 1]
 */
record Patch(int side, double area) implements Perturbation {
  @Override
  public String family() {
    return "patch";
  }

  @Override
  public String sizeMeaning() {
    return "mean of the mask";
  }

  @Override
  public double rate() {
    return 0.3;
  }

  @Override
  public List<Leaf> start(SplittableRandom random) {
    return MaskPattern.start(random, side);
  }

  @Override
  public Tensor apply(List<Tensor> leaves, Tensor pictures) {
    return Scope.keep(
        () -> {
          Tensor m = mask(leaves.get(0)).unsqueeze(1);
          Tensor p = MaskPattern.decode(leaves.get(1)).unsqueeze(1);
          Tensor clean = pictures.unsqueeze(0);
          return clean.add(m.mul(p.sub(clean))).flatten(0, 1);
        });
  }

  /** Scaled down where it is larger than the budget. */
  private Tensor mask(Tensor raw) {
    Tensor m = MaskPattern.decode(raw);
    Tensor mean = m.mean(new long[] {1, 2, 3}, true, new ScalarTypeOptional());
    Tensor scale =
        mean.reciprocal()
            .mul(new Scalar(area))
            .clamp(new ScalarOptional(), new ScalarOptional(new Scalar(1.0)));
    return m.mul(scale);
  }

  @Override
  public Patch scaled(double factor) {
    return new Patch(side, Math.min(1, area * factor));
  }

  @Override
  public double size(List<Tensor> leaves) {
    return MaskPattern.area(() -> mask(leaves.get(0)));
  }

  @Override
  public Trigger trigger(List<Tensor> leaves) {
    return MaskPattern.trigger(
        family(), () -> mask(leaves.get(0)), () -> MaskPattern.decode(leaves.get(1)), side);
  }
}
