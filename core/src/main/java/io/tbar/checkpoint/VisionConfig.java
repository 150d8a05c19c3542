package io.tbar.checkpoint;

import java.util.List;

/**
 * The image tower: a vision transformer, or OpenAI's modified ResNet with attention pooling.
 *
 * @param imageSize side of the square input in pixels
 * @param patchSize side of a patch in pixels, which divides {@code imageSize}; of a ResNet the
 *     pixels that one position of the last stage stands for, 32
 * @param width channels of a token; of a ResNet those of the stem
 * @param layers number of blocks; of a ResNet that of its stages, 4
 * @param heads attention heads, which divide {@link #channels}
 * @param mlpWidth channels inside a block's MLP; 0 for a ResNet
 * @param stages bottlenecks of each stage of a ResNet; empty for a transformer
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int width,
    int layers,
    int heads,
    int mlpWidth,
    List<Integer> stages) {
  /** The stem and three of the four stages each halve the picture, the stem twice. */
  private static final int RESNET_STRIDE = 32;

  public VisionConfig {
    stages = List.copyOf(stages);
  }

  /** A vision transformer. */
  public VisionConfig(
      int imageSize, int patchSize, int width, int layers, int heads, int mlpWidth) {
    this(imageSize, patchSize, width, layers, heads, mlpWidth, List.of());
  }

  /**
   * A ResNet.
   *
   * @param stages bottlenecks of each of the four stages
   */
  public static VisionConfig resnet(int imageSize, int width, int heads, List<Integer> stages) {
    return new VisionConfig(imageSize, RESNET_STRIDE, width, stages.size(), heads, 0, stages);
  }

  public boolean isResNet() {
    return !stages.isEmpty();
  }

  /** Channels of what is pooled: of a token, or of a position of a ResNet's last stage. */
  public int channels() {
    return isResNet() ? RESNET_STRIDE * width : width;
  }

  /** Tokens of one image: patches and the class token, or positions and their mean. */
  public int tokens() {
    int side = imageSize / patchSize;
    return side * side + 1;
  }
}
