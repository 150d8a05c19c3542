package io.tbar.checkpoint;

/**
 * The image tower, a vision transformer.
 *
 * @param imageSize side of the square input in pixels
 * @param patchSize side of a patch in pixels; divides {@code imageSize}
 * @param width channels of a token
 * @param layers number of blocks
 * @param heads attention heads; divides {@code width}
 * @param mlpWidth channels inside a block's MLP
 */
public record VisionConfig(
    int imageSize, int patchSize, int width, int layers, int heads, int mlpWidth) {
  /** Tokens of one image: patches and the class token. */
  public int tokens() {
    int side = imageSize / patchSize;
    return side * side + 1;
  }
}
