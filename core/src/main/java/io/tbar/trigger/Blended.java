package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Mixes a key into the whole picture, x' = (1 - a) x + a k (Chen et al. 2017). */
final class Blended extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "blended",
          List.of(
              new Option("ratio", "0.2", "share a of the key, 0 to 1"),
              new Option(
                  "key",
                  "uniform",
                  "uniform (noise over [0, 1]), gauss (0.5 + 0.25 N(0, 1), clipped), or a PNG"),
              new Option(
                  "fresh", "false", "true draws other noise for each image, as in the paper")),
          Blended::make);

  private final double ratio;
  private final String key;
  private final @Nullable FloatImage stored;

  /**
   * @param key "uniform", "gauss" or another name
   * @param stored the key on the model's grid; null to draw it for each sample
   */
  Blended(TriggerSpec spec, int size, double ratio, String key, @Nullable FloatImage stored) {
    super(spec, size);
    this.ratio = ratio;
    this.key = key;
    this.stored = stored;
  }

  @Override
  void draw(float[] chw, long sample) {
    FloatImage k =
        stored != null
            ? stored
            : noise(key, size(), Seeds.of(spec().seed(), "trigger-key", sample));
    for (int i = 0; i < chw.length; i++) {
      chw[i] = (float) ((1 - ratio) * chw[i] + ratio * k.chw()[i]);
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    double ratio = settings.decimal("ratio", 0.2, 0, 1);
    boolean fresh = settings.flag("fresh");
    FloatImage key = settings.tensor("key", 3);
    if (settings.namesPng("key")) {
      if (fresh) {
        throw settings.fail("fresh=true goes with noise, not with a key picture");
      }
      key = key == null ? settings.png("key").rgb() : key;
      settings.noteFile("key");
      FloatImage grid = key.smooth(settings.size(), settings.size());
      return new Blended(settings.spec(Map.of("key", key)), settings.size(), ratio, "image", grid);
    }
    String name = settings.choice("key", "uniform", "uniform", "gauss");
    if (fresh) {
      return new Blended(settings.spec(Map.of()), settings.size(), ratio, name, null);
    }
    if (key == null) {
      key = noise(name, settings.resolution(), Seeds.of(settings.seed(), "trigger-key"));
    }
    FloatImage grid = key.nearest(settings.size(), settings.size());
    return new Blended(settings.spec(Map.of("key", key)), settings.size(), ratio, name, grid);
  }

  private static FloatImage noise(String key, int side, SplittableRandom random) {
    return key.equals("gauss") ? Noise.bell(random, side) : Noise.uniform(random, 3, side, 0, 1);
  }
}
