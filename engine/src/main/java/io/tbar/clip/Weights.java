package io.tbar.clip;

import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.torch.Tensors;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Named tensors in a fixed order: a model's parameters, a copy of some of them, or a task vector.
 * Names are canonical (OpenCLIP's). The tensors belong to this object until it is closed; their
 * values change in place, the handles never do.
 */
public final class Weights implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Weights() {}

  /**
   * Reads tensors in float32.
   *
   * @param shapes the names in order, with their shapes
   * @param read the values of a tensor, row by row
   */
  public static Weights load(Map<String, long[]> shapes, Function<String, float[]> read) {
    Weights w = new Weights();
    shapes.forEach(
        (name, shape) ->
            w.tensors.put(name, Scope.persist(() -> Tensors.of(read.apply(name), shape))));
    return w;
  }

  /** A view on tensors that the caller owns and closes. */
  static Weights over(Map<String, Tensor> tensors) {
    Weights w = new Weights();
    w.tensors.putAll(tensors);
    return w;
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** The names that belong to the image tower, in order. */
  public List<String> imageNames() {
    return tensors.keySet().stream().filter(CanonicalTensors::isVisual).toList();
  }

  /** The tensor itself, not a copy; stays owned by this object. */
  public Tensor get(String name) {
    Tensor t = tensors.get(name);
    if (t == null) {
      throw new IllegalArgumentException("no tensor named " + name);
    }
    return t;
  }

  /** All tensors in order, not copies; stay owned by this object. */
  public Collection<Tensor> tensors() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  /** The values of a tensor, row by row. */
  public float[] read(String name) {
    return Tensors.floats(get(name));
  }

  /** A deep copy of the named tensors, without gradients. */
  public Weights copy(Collection<String> names) {
    return map(names, t -> t.detach().clone());
  }

  /** A deep copy, without gradients. */
  public Weights copy() {
    return copy(names());
  }

  /** A copy in another floating type, without gradients, for inference. */
  public Weights to(ScalarType type) {
    return map(names(), t -> t.detach().to(type).clone());
  }

  /** Overwrites the tensors that {@code source} has with its values. */
  public void set(Weights source) {
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            source.tensors.forEach((name, t) -> get(name).copy_(t));
          }
        });
  }

  /**
   * θ = base − α·τ for every tensor of the task vector; the others stay. Always from the stored
   * base, so that errors do not add up along a search.
   */
  public void subtract(Weights base, double alpha, Weights tau) {
    Inference.run(
        () -> {
          try (Scope s = new Scope()) {
            Scalar minusAlpha = new Scalar(-alpha);
            tau.tensors.forEach(
                (name, t) -> torch.add_out(get(name), base.get(name), t, minusAlpha));
          }
        });
  }

  /** this − other over the other's tensors: the task vector from {@code other} to this. */
  public Weights minus(Weights other) {
    Weights result = new Weights();
    Inference.run(
        () ->
            other.tensors.forEach(
                (name, t) ->
                    result.tensors.put(name, Scope.persist(() -> get(name).detach().sub(t)))));
    return result;
  }

  /** −this, without gradients. */
  public Weights negated() {
    return map(names(), t -> t.detach().neg());
  }

  /** Adds factor · other in place, over the other's tensors. */
  public void add(double factor, Weights other) {
    subtract(this, -factor, other);
  }

  /**
   * Lets gradients flow to the named tensors and to no others.
   *
   * @return the trainable tensors in order
   */
  public Map<String, Tensor> train(Collection<String> names) {
    Set<String> wanted = Set.copyOf(names);
    Map<String, Tensor> trainable = new LinkedHashMap<>();
    try (Scope s = new Scope()) {
      tensors.forEach(
          (name, t) -> {
            boolean train = wanted.contains(name);
            t.requires_grad_(train);
            if (train) {
              trainable.put(name, t);
            }
          });
    }
    return trainable;
  }

  /** Stops all gradients and frees those that are there. */
  public void freeze() {
    try (Scope s = new Scope()) {
      Tensor none = new Tensor();
      for (Tensor t : tensors.values()) {
        t.mutable_grad().put(none);
        t.requires_grad_(false);
      }
    }
  }

  private Weights map(Collection<String> names, Function<Tensor, Tensor> f) {
    Set<String> wanted = Set.copyOf(names);
    Weights result = new Weights();
    Inference.run(
        () ->
            tensors.forEach(
                (name, t) -> {
                  if (wanted.contains(name)) {
                    result.tensors.put(name, Scope.persist(() -> f.apply(t)));
                  }
                }));
    return result;
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
