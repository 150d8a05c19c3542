package io.tbar.checkpoint;

/**
 * How pixels are made ready for the image tower: RGB, shorter side to {@code imageSize} by Pillow's
 * bicubic, centre crop, (x / 255 - mean) / std.
 *
 * @param mean per channel, of values in [0, 1]
 * @param std per channel, of values in [0, 1]
 * @param crop how half pixels of the centre crop are rounded
 * @param resize what happens to the aspect ratio
 */
public record PreprocessConfig(float[] mean, float[] std, Crop crop, Resize resize) {
  public static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  public static final float[] CLIP_STD = {0.26862954f, 0.26130258f, 0.27577711f};

  /** Rounding of the crop's offset; the two rules differ by a pixel at some sizes. */
  public enum Crop {
    /** floor(difference / 2). */
    HF,
    /** Half to even of difference / 2. */
    OPENCLIP
  }

  /** What becomes of the aspect ratio. */
  public enum Resize {
    /** The shorter side becomes the model's size, the longer one is cropped. */
    SHORTEST,
    /** The longer side becomes the model's size, the rest is padded with 0. */
    LONGEST,
    /** Both sides become the model's size. */
    SQUASH
  }

  /** CLIP's own constants. */
  public static PreprocessConfig clip(Crop crop) {
    return new PreprocessConfig(CLIP_MEAN.clone(), CLIP_STD.clone(), crop, Resize.SHORTEST);
  }
}
