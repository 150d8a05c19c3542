package io.tbar.clip;

import io.tbar.checkpoint.ClipConfig;
import io.tbar.torch.Scope;
import io.tbar.torch.TorchErrors;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A CLIP model: two towers over one set of weights. Changing the weights in place changes the
 * towers. Results belong to the current {@link Scope}; gradients flow to the weights that were
 * switched on with {@link Weights#train}.
 */
public final class Clip implements AutoCloseable {
  private final ClipConfig config;
  private final Weights weights;
  private final Layers layers;
  private final ImageTower image;
  private final TextTower text;

  private Clip(ClipConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
    layers = new Layers(weights, config.activation(), config.layerNormEps());
    image = new ImageTower(config, layers);
    text = new TextTower(config, layers);
  }

  /**
   * Reads all parameters.
   *
   * @param read the values of a canonical tensor, row by row
   */
  public static Clip load(ClipConfig config, Function<String, float[]> read) {
    return new Clip(config, Weights.load(config, read));
  }

  /** A model over the given weights, which it owns from now on. */
  public static Clip of(ClipConfig config, Weights weights) {
    return new Clip(config, weights);
  }

  public ClipConfig config() {
    return config;
  }

  /** All parameters by canonical name. */
  public Weights weights() {
    return weights;
  }

  /** A copy for inference in another floating type (bfloat16); the copy is the caller's. */
  public Clip to(ScalarType type) {
    return new Clip(config, weights.to(type));
  }

  /**
   * @param pixels normalised, [N, 3, S, S]
   * @return image embeddings [N, D], not normalised
   */
  public Tensor encodeImage(Tensor pixels) {
    return TorchErrors.translate("encoding images", () -> image.forward(pixels, tokens -> {}));
  }

  /**
   * @param ids int64 [N, L], each row with its end token
   * @return text embeddings [N, D], not normalised
   */
  public Tensor encodeText(Tensor ids) {
    return TorchErrors.translate("encoding texts", () -> text.encode(ids));
  }

  /** exp(logit_scale), the factor on cosines: a tensor of one element, with gradient. */
  public Tensor scale() {
    return Scope.keep(() -> weights.get(Parameters.LOGIT_SCALE).exp());
  }

  ImageTower imageTower() {
    return image;
  }

  TextTower textTower() {
    return text;
  }

  @Override
  public void close() {
    layers.close();
    weights.close();
  }
}
