package io.tbar.report;

import io.tbar.image.Pixels;
import java.util.List;

/** What the trigger changed, made visible. */
final class Difference {
  private Difference() {}

  /** Largest change of a value over all samples, 0..255. */
  static int largest(List<SampleView> samples) {
    int largest = 0;
    for (SampleView sample : samples) {
      byte[] clean = sample.clean().chw();
      byte[] triggered = sample.triggered().chw();
      for (int i = 0; i < clean.length; i++) {
        largest = Math.max(largest, Math.abs((triggered[i] & 255) - (clean[i] & 255)));
      }
    }
    return largest;
  }

  /** The same factor for all samples, so that they can be compared: a power of two, 1 to 16. */
  static int gain(List<SampleView> samples) {
    int largest = Math.max(1, largest(samples));
    int gain = 1;
    while (gain < 16 && 2 * gain * largest <= 255) {
      gain *= 2;
    }
    return gain;
  }

  /** |triggered − clean| · gain, at most 255. */
  static Pixels picture(SampleView sample, int gain) {
    byte[] clean = sample.clean().chw();
    byte[] triggered = sample.triggered().chw();
    byte[] chw = new byte[clean.length];
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (byte) Math.min(255, gain * Math.abs((triggered[i] & 255) - (clean[i] & 255)));
    }
    return new Pixels(sample.clean().size(), chw);
  }
}
