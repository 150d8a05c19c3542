package io.tbar.clip;

import io.tbar.checkpoint.Activation;
import io.tbar.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Builds the layers of a tower over shared weights, and owns the native handles that they hold.
 *
 * <p>A layer keeps its weights as ready-made optionals, because making one per call costs more than
 * a small operation.
 */
final class Layers implements AutoCloseable {
  private final Weights weights;
  private final Activation activation;
  private final double eps;
  private final boolean fused;
  private final List<Pointer> owned = new ArrayList<>();

  Layers(Weights weights, Activation activation, double eps) {
    this(weights, activation, eps, true);
  }

  /**
   * @param fused whether attention may be computed in one piece
   */
  Layers(Weights weights, Activation activation, double eps, boolean fused) {
    this.weights = weights;
    this.activation = activation;
    this.eps = eps;
    this.fused = fused;
  }

  Tensor tensor(String name) {
    return weights.get(name);
  }

  boolean fused() {
    return fused;
  }

  Linear linear(String weight, String bias) {
    return new Linear(weights.get(weight), optional(bias));
  }

  LayerNorm norm(String name) {
    Tensor weight = weights.get(name + ".weight");
    return new LayerNorm(
        new long[] {weight.size(0)}, optional(name + ".weight"), optional(name + ".bias"), eps);
  }

  /** A convolution and the batch normalisation after it. */
  ConvNorm convolution(String kernel, String norm, int stride) {
    return new ConvNorm(
        weights.get(kernel + ".weight"),
        stride,
        optional(norm + ".weight"),
        optional(norm + ".bias"),
        optional(norm + ".running_mean"),
        optional(norm + ".running_var"));
  }

  List<Block> blocks(String tower, int layers, int heads, boolean causal) {
    List<Block> blocks = new ArrayList<>();
    Tensor noKeyBias = noKeyBias(weights.get(tower + ".resblocks.0.attn.in_proj_bias"));
    for (int i = 0; i < layers; i++) {
      String b = tower + ".resblocks." + i;
      blocks.add(
          new Block(
              norm(b + ".ln_1"),
              new Attention(
                  linear(b + ".attn.in_proj_weight", b + ".attn.in_proj_bias"),
                  linear(b + ".attn.out_proj.weight", b + ".attn.out_proj.bias"),
                  noKeyBias,
                  heads,
                  causal,
                  fused),
              norm(b + ".ln_2"),
              new Mlp(
                  linear(b + ".mlp.c_fc.weight", b + ".mlp.c_fc.bias"),
                  linear(b + ".mlp.c_proj.weight", b + ".mlp.c_proj.bias"),
                  activation)));
    }
    return List.copyOf(blocks);
  }

  private Tensor noKeyBias(Tensor bias) {
    long width = bias.size(0) / 3;
    Tensor mask =
        Scope.persist(
            () -> {
              Tensor ones = torch.ones(new long[] {3 * width}, bias.options());
              ones.narrow(0, width, width).zero_();
              return ones;
            });
    owned.add(mask);
    return mask;
  }

  private TensorOptional optional(String name) {
    TensorOptional optional = Scope.persist(() -> new TensorOptional(weights.get(name)));
    owned.add(optional);
    return optional;
  }

  @Override
  public void close() {
    owned.forEach(Pointer::close);
  }
}
