package io.tbar.clip;

import io.tbar.checkpoint.ClipConfig;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Pixels to embeddings: a vision transformer or a ResNet. */
interface ImageTower {
  /**
   * @param pixels normalised, [N, 3, S, S]
   * @param hidden is shown what a block (of a ResNet a stage) is given at first and what each
   *     makes: tokens [N, T, W], or maps [N, C, H, W]
   * @return [N, D], not normalised
   */
  Tensor forward(Tensor pixels, Consumer<Tensor> hidden);

  /** As above where nobody looks on: what no embedding comes from may be left out. */
  default Tensor forward(Tensor pixels) {
    return forward(pixels, nobody -> {});
  }

  static ImageTower of(ClipConfig clip, Layers layers) {
    return clip.vision().isResNet()
        ? new ResNet(clip.vision(), layers)
        : new VisionTransformer(clip, layers);
  }
}
