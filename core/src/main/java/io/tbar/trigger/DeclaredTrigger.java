package io.tbar.trigger;

import io.tbar.image.Pixels;

/** A trigger that can be written to a file: everything but the arithmetic on the pixels. */
abstract class DeclaredTrigger implements Trigger {
  private final TriggerSpec spec;
  private final int size;

  /**
   * @param size side of the model's pictures in pixels
   */
  DeclaredTrigger(TriggerSpec spec, int size) {
    this.spec = spec;
    this.size = size;
  }

  @Override
  public final String name() {
    return spec.name();
  }

  final TriggerSpec spec() {
    return spec;
  }

  final int size() {
    return size;
  }

  /**
   * Changes values in [0, 1] in place; what leaves the range is clamped afterwards.
   *
   * @param chw 3 · size · size values
   */
  abstract void draw(float[] chw, long sample);

  /** The triggered picture before it is rounded to 8 bits. */
  final float[] applyUnrounded(float[] clean, long sample) {
    float[] chw = clean.clone();
    draw(chw, sample);
    for (int i = 0; i < chw.length; i++) {
      chw[i] = Math.min(1, Math.max(0, chw[i]));
    }
    return chw;
  }

  @Override
  public final Pixels apply(Pixels clean, long sample) {
    if (clean.size() != size) {
      throw new IllegalArgumentException(
          "trigger made for " + size + " pixels, picture has " + clean.size());
    }
    byte[] bytes = clean.chw();
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    float[] drawn = applyUnrounded(values, sample);
    byte[] rounded = new byte[drawn.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (byte) (int) Math.floor(255.0 * drawn[i] + 0.5);
    }
    return new Pixels(size, rounded);
  }
}
