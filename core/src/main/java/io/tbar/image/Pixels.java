package io.tbar.image;

/**
 * A picture on the model's grid, 8 bits a value: what triggers act on and the image tower sees.
 *
 * @param size side in pixels
 * @param chw values 0..255 as unsigned bytes, channel by channel (red, green, blue), row by row; 3
 *     · size · size of them
 */
public record Pixels(int size, byte[] chw) {
  public Pixels {
    if (chw.length != 3 * size * size) {
      throw new IllegalArgumentException(
          "expected " + 3 * size * size + " values for " + size + " pixels, got " + chw.length);
    }
  }
}
