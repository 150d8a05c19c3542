package io.tbar.train;

import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Script;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW with decoupled decay, as PyTorch computes it, in one fused pass over all tensors. A tensor
 * without a gradient is left alone: no step, no decay.
 */
public final class AdamW implements AutoCloseable {
  /** Which tensors decay. */
  public enum Decay {
    /** All, biases and norms too, as the task-arithmetic recipe does. */
    ALL,
    /** Only tensors of two and more axes. */
    MATRICES
  }

  /**
   * @param weightDecay decoupled decay, times the learning rate
   * @param decay the tensors that it applies to
   * @param maxNorm gradients are scaled down to this global L2 norm, or 0 for no limit
   */
  public record Settings(
      double beta1, double beta2, double eps, double weightDecay, Decay decay, double maxNorm) {
    /** The task-arithmetic recipe: decay 0.1 on everything, norm at most 1. */
    public static Settings taskArithmetic() {
      return new Settings(0.9, 0.999, 1e-8, 0.1, Decay.ALL, 1.0);
    }

    public Settings withDecay(double weightDecay, Decay decay) {
      return new Settings(beta1, beta2, eps, weightDecay, decay, maxNorm);
    }

    public Settings withBetas(double first, double second) {
      return new Settings(first, second, eps, weightDecay, decay, maxNorm);
    }

    public Settings withMaxNorm(double maxNorm) {
      return new Settings(beta1, beta2, eps, weightDecay, decay, maxNorm);
    }
  }

  /** A parameter with its moments and its own step count. */
  private record Slot(Tensor parameter, Tensor mean, Tensor square, Tensor count) {}

  private final Settings settings;
  private final List<Slot> decaying = new ArrayList<>();
  private final List<Slot> steady = new ArrayList<>();

  /**
   * @param parameters float32 leaves that require gradients; stay owned by the caller
   */
  public AdamW(Collection<Tensor> parameters, Settings settings) {
    this.settings = settings;
    for (Tensor p : parameters) {
      boolean decays = settings.decay == Decay.ALL || p.dim() >= 2;
      (decays ? decaying : steady)
          .add(
              new Slot(
                  p,
                  Scope.persist(() -> torch.zeros_like(p)),
                  Scope.persist(() -> torch.zeros_like(p)),
                  Scope.persist(() -> torch.zeros(new long[] {}, p.options()))));
    }
  }

  /**
   * One step from the gradients that are there, which it then frees.
   *
   * @param rate learning rate of this step
   * @return global L2 norm of the gradients before they were scaled, or 0 where it is not limited
   */
  public double step(double rate) {
    return Inference.of(
        () -> {
          try (Scope s = new Scope()) {
            List<Slot> decayNow = withGradient(decaying);
            List<Slot> steadyNow = withGradient(steady);
            double norm = settings.maxNorm > 0 ? norm(decayNow, steadyNow) : 0;
            // The fused step divides by the scale as it reads, which saves a pass.
            double scale = settings.maxNorm > 0 ? Math.max(1, (norm + 1e-6) / settings.maxNorm) : 1;
            update(decayNow, rate, settings.weightDecay, scale);
            update(steadyNow, rate, 0, scale);
            return norm;
          } finally {
            clearGradients();
          }
        });
  }

  /**
   * The moments and step counts, to be saved and written back in place; three tensors a parameter,
   * those that decay first.
   */
  public List<Tensor> state() {
    List<Tensor> all = new ArrayList<>();
    for (List<Slot> slots : List.of(decaying, steady)) {
      slots.forEach(slot -> all.addAll(List.of(slot.mean, slot.square, slot.count)));
    }
    return all;
  }

  /** Frees all gradients without a step. */
  public void clearGradients() {
    try (Scope s = new Scope()) {
      Tensor none = new Tensor();
      decaying.forEach(slot -> slot.parameter.mutable_grad().put(none));
      steady.forEach(slot -> slot.parameter.mutable_grad().put(none));
    }
  }

  private static List<Slot> withGradient(List<Slot> slots) {
    return slots.stream().filter(slot -> slot.parameter.grad().defined()).toList();
  }

  private static double norm(List<Slot> decaying, List<Slot> steady) {
    List<Tensor> gradients = new ArrayList<>();
    decaying.forEach(slot -> gradients.add(slot.parameter.grad()));
    steady.forEach(slot -> gradients.add(slot.parameter.grad()));
    if (gradients.isEmpty()) {
      return 0;
    }
    Script script = FusedSteps.script();
    return script.call("norm", script.list(gradients)).toTensor().item_float();
  }

  private void update(List<Slot> slots, double rate, double weightDecay, double scale) {
    if (slots.isEmpty()) {
      return;
    }
    Script script = FusedSteps.script();
    script.call(
        "step",
        script.list(slots.stream().map(Slot::parameter).toList()),
        script.list(slots.stream().map(slot -> slot.parameter.grad()).toList()),
        script.list(slots.stream().map(Slot::mean).toList()),
        script.list(slots.stream().map(Slot::square).toList()),
        script.list(slots.stream().map(Slot::count).toList()),
        new IValue(rate),
        new IValue(settings.beta1),
        new IValue(settings.beta2),
        new IValue(weightDecay),
        new IValue(settings.eps),
        new IValue(scale));
  }

  @Override
  public void close() {
    decaying.forEach(AdamW::free);
    steady.forEach(AdamW::free);
  }

  private static void free(Slot slot) {
    slot.mean.close();
    slot.square.close();
    slot.count.close();
  }
}
