package io.tbar.trigger;

import java.util.List;
import java.util.Map;

/**
 * Adds a sine along the columns, x' = x + (D / 255) sin(2 π j f / W), the same in every row and
 * channel (Barni et al. 2019; additive, not blended).
 */
final class Sig extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "sig",
          List.of(
              new Option("delta", "60", "amplitude D in levels of 255, 0 to 255"),
              new Option("frequency", "6", "periods f across the picture, above 0")),
          Sig::make);

  private final double[] wave;

  Sig(TriggerSpec spec, int size, double delta, double frequency) {
    super(spec, size);
    this.wave = new double[size];
    for (int j = 0; j < size; j++) {
      wave[j] = delta / 255 * StrictMath.sin(2 * Math.PI * j * frequency / size);
    }
  }

  @Override
  void draw(float[] chw, long sample) {
    for (int row = 0; row < chw.length; row += wave.length) {
      for (int j = 0; j < wave.length; j++) {
        chw[row + j] = (float) (chw[row + j] + wave[j]);
      }
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    double delta = settings.decimal("delta", 60, 0, 255);
    double frequency = settings.decimal("frequency", 6, 0, 4096);
    return new Sig(settings.spec(Map.of()), settings.size(), delta, frequency);
  }
}
