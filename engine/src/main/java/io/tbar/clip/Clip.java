package io.tbar.clip;

import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.Checkpoint;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.torch.Scope;
import io.tbar.torch.TorchErrors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A CLIP model: two towers over one set of weights. Changing the weights in place changes the
 * towers. Results belong to the current {@link Scope}; gradients flow to the weights that were
 * switched on with {@link Weights#train}.
 */
public final class Clip implements AutoCloseable {
  /** Canonical name of the logarithm of the factor on cosines. */
  public static final String LOGIT_SCALE = "logit_scale";

  private final ClipConfig config;
  private final Weights weights;
  private final Layers layers;
  private final ImageTower image;
  private final TextTower text;
  private @Nullable Linearisation linear;

  private Clip(ClipConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
    layers = new Layers(weights, config.activation(), config.layerNormEps());
    image = ImageTower.of(config, layers);
    text = new TextTower(config, layers);
  }

  /**
   * Reads all parameters of a checkpoint in float32; the checkpoint may be closed afterwards.
   *
   * @throws io.tbar.base.TbarException where its configuration is unknown, or the machine has too
   *     little memory for it
   */
  public static Clip load(Checkpoint checkpoint) {
    Fit.require(checkpoint);
    CanonicalTensors tensors = checkpoint.canonical();
    return new Clip(checkpoint.config(), Weights.load(tensors.shapes(), tensors::floats));
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
    Linearisation around = linear;
    return TorchErrors.translate(
        "encoding images", () -> around == null ? image.forward(pixels) : around.forward(pixels));
  }

  /**
   * Makes the image tower linear in its weights around where they are now, until the result is
   * closed: {@link #encodeImage}, and with it training and measuring, then see f_lin.
   */
  public Linearisation linearise() {
    if (linear != null) {
      throw new IllegalStateException("the model is linearised already");
    }
    linear = new Linearisation(this);
    return linear;
  }

  void end(Linearisation ended) {
    linear = linear == ended ? null : linear;
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
    return Scope.keep(() -> weights.get(LOGIT_SCALE).exp());
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
