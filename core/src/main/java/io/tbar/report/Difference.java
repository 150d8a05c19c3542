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

  /**
   * The same factor for all samples, so that they can be compared: as large as fits, at least 1.
   */
  static int gain(List<SampleView> samples) {
    return Math.max(1, 127 / Math.max(1, largest(samples)));
  }

  /** (triggered − clean) · gain around mid-grey; what does not fit is clipped. */
  static Pixels picture(SampleView sample, int gain) {
    byte[] clean = sample.clean().chw();
    byte[] triggered = sample.triggered().chw();
    byte[] chw = new byte[clean.length];
    for (int i = 0; i < chw.length; i++) {
      int change = gain * ((triggered[i] & 255) - (clean[i] & 255));
      chw[i] = (byte) Math.max(0, Math.min(255, 128 + change));
    }
    return new Pixels(sample.clean().size(), chw);
  }
}
