package io.tbar.image;

import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.image.Bicubic.Piece;

/**
 * A decoded picture onto the model's grid: Pillow's bicubic resize, then centre crop or pad with 0.
 * The same bytes as the stack whose crop rule is chosen (transformers or OpenCLIP). Normalisation
 * is left to the engine, since triggers act on 8-bit pixels.
 *
 * <p>Stateless; one instance serves many threads.
 *
 * @param config crop rule and resize mode
 * @param imageSize side of the model's grid in pixels
 */
public record Preprocess(PreprocessConfig config, int imageSize) {
  public Preprocess {
    if (imageSize < 1) {
      throw new IllegalArgumentException("image size " + imageSize);
    }
  }

  /** The picture as the model sees it, {@code imageSize} pixels a side. */
  public Pixels apply(RgbImage image) {
    int width = image.width();
    int height = image.height();
    int outWidth = resized(width, height);
    int outHeight = resized(height, width);
    Axis x = axis(width, outWidth);
    Axis y = axis(height, outHeight);
    Piece source = new Piece(image.rgb(), 0, 0, width);
    byte[] rgb;
    if (verticalFirst(width - outWidth, height - outHeight)) {
      Piece low = y.filter.vertical(source, x.filter.begin(), x.filter.end());
      rgb = x.filter.horizontal(low, 0, y.filter.length()).rgb();
    } else {
      Piece narrow = x.filter.horizontal(source, y.filter.begin(), y.filter.end());
      rgb = y.filter.vertical(narrow, 0, x.filter.length()).rgb();
    }
    return planes(rgb, x, y);
  }

  /**
   * Values are clamped to 8 bits between the passes, so that their order shows in the result.
   * Pillow 13 (its change 9549) begins with the height where that shrinks by more than twice as
   * many pixels as the width; earlier releases always began with the width.
   */
  private static boolean verticalFirst(int widthLost, int heightLost) {
    return heightLost > 0 && heightLost > 2L * widthLost;
  }

  private Pixels planes(byte[] rgb, Axis x, Axis y) {
    int plane = imageSize * imageSize;
    byte[] chw = new byte[3 * plane];
    int from = 0;
    for (int row = 0; row < y.filter.length(); row++) {
      int at = (y.pad + row) * imageSize + x.pad;
      for (int column = 0; column < x.filter.length(); column++, at++) {
        chw[at] = rgb[from++];
        chw[plane + at] = rgb[from++];
        chw[2 * plane + at] = rgb[from++];
      }
    }
    return new Pixels(imageSize, chw);
  }

  /** What {@code side} becomes, the other side being {@code other}. */
  private int resized(int side, int other) {
    return switch (config.resize()) {
      case SQUASH -> imageSize;
      case SHORTEST ->
          side <= other
              ? imageSize
              : Math.toIntExact(Math.floorDiv((long) imageSize * side, (long) other));
      case LONGEST -> {
        double ratio = (double) Math.max(side, other) / imageSize;
        yield Math.max(1, (int) Math.rint(side / ratio));
      }
    };
  }

  private Axis axis(int in, int out) {
    int spare = out - imageSize;
    if (spare < 0) {
      return new Axis(Bicubic.of(in, out, 0, out), -spare / 2);
    }
    int offset =
        switch (config.crop()) {
          case HF -> spare / 2;
          case OPENCLIP -> (int) Math.rint(spare / 2.0);
        };
    return new Axis(Bicubic.of(in, out, offset, imageSize), 0);
  }

  private record Axis(Bicubic filter, int pad) {}
}
