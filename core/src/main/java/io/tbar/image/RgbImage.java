package io.tbar.image;

/**
 * A decoded picture.
 *
 * @param rgb interleaved red, green, blue as unsigned bytes, row by row
 */
public record RgbImage(int width, int height, byte[] rgb) {}
