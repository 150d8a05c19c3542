package io.tbar.clip;

import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.torch.DualNumbers;
import io.tbar.torch.Lanes;
import io.tbar.torch.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The image tower as a linear function of its weights: f(x; θ_0) + J_θ f(x; θ_0)·(θ − θ_0), by one
 * forward-mode product (Ortiz-Jimenez et al. 2023). Linear are the embeddings; the head that
 * normalises them is not.
 */
public final class Linearisation implements AutoCloseable {
  private final Clip clip;
  private final Weights base;

  /** There is one level of tangents at a time, whatever the thread. */
  private final Lanes.Hold whole = Lanes.hold();

  /** Around the weights as they are now, over all of the image tower but running statistics. */
  Linearisation(Clip clip) {
    this.clip = clip;
    base =
        clip.weights()
            .copy(
                clip.weights().imageNames().stream()
                    .filter(name -> !CanonicalTensors.isStatistic(name))
                    .toList());
  }

  /** An embedding at θ_0 and its derivative along a direction, each [N, D]. */
  public record Expansion(Tensor value, Tensor slope) {}

  /** θ_0 over the image tower; owned by this object. */
  public Weights base() {
    return base;
  }

  /**
   * The embeddings at θ_0 and their change along a task vector.
   *
   * @param direction tensors of the image tower; those that it lacks do not move
   */
  public Expansion along(Tensor pixels, Weights direction) {
    return expand(
        pixels,
        name ->
            direction.names().contains(name)
                ? direction.get(name)
                : torch.zeros_like(base.get(name)));
  }

  /** f_lin at the model's present weights, to which gradients flow. */
  Tensor forward(Tensor pixels) {
    return Scope.keep(
        () -> {
          Expansion expansion =
              expand(pixels, name -> clip.weights().get(name).sub(base.get(name)));
          return expansion.value().add(expansion.slope());
        });
  }

  private Expansion expand(Tensor pixels, Function<String, Tensor> tangent) {
    Tensor both =
        Scope.keep(
            () -> {
              try (DualNumbers level = new DualNumbers()) {
                Map<String, Tensor> duals = new LinkedHashMap<>();
                for (String name : clip.weights().imageNames()) {
                  duals.put(
                      name,
                      base.names().contains(name)
                          ? level.dual(base.get(name), tangent.apply(name))
                          : clip.weights().get(name));
                }
                try (Layers layers =
                    new Layers(
                        Weights.over(duals),
                        clip.config().activation(),
                        clip.config().layerNormEps(),
                        false)) {
                  Tensor result = ImageTower.of(clip.config(), layers).forward(pixels);
                  return torch.stack(new TensorVector(level.value(result), level.tangent(result)));
                }
              }
            });
    return new Expansion(both.select(0, 0), both.select(0, 1));
  }

  /** Ends the linearisation; the weights stay where they are. */
  @Override
  public void close() {
    clip.end(this);
    base.close();
    whole.close();
  }
}
