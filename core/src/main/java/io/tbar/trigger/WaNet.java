package io.tbar.trigger;

import io.tbar.base.Seeds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Warps the picture a little by one stored field. */
final class WaNet extends DeclaredTrigger {
  static final Kind KIND =
      new Kind(
          "wanet",
          List.of(
              new Option(
                  "preset",
                  "smooth224",
                  "smooth224 (k=8, strength=2), orig (k=4, strength=0.5: the authors'), clip (k="
                      + "side of the picture, strength=1: fine grain, as public CLIP code has it)"),
              new Option("k", "of the preset", "side of the random field before it is upsampled"),
              new Option(
                  "strength",
                  "of the preset",
                  "s of the paper, 0 to 100; moves pixels by about 0.4 s along each axis")),
          WaNet::make);

  private final WarpField field;

  WaNet(TriggerSpec spec, int size, WarpField field) {
    super(spec, size);
    this.field = field;
  }

  @Override
  void draw(float[] chw, long sample) {
    field.warp(chw);
  }

  @Override
  public Optional<Trigger> decoy() {
    return Optional.of(new Decoy(spec(), size()));
  }

  /** The same field with noise on it, other noise for each sample. */
  private final class Decoy extends DeclaredTrigger {
    Decoy(TriggerSpec spec, int size) {
      super(spec, size);
    }

    @Override
    void draw(float[] chw, long sample) {
      SplittableRandom random = Seeds.of(spec().seed(), "trigger-decoy", sample);
      field.jittered(Noise.uniform(random, 2, size(), -1, 1)).warp(chw);
    }
  }

  private static DeclaredTrigger make(Settings settings) {
    int size = settings.size();
    String preset = settings.choice("preset", "smooth224", "smooth224", "orig", "clip");
    FloatImage stored = settings.tensor("field", 2);
    int own = preset.equals("clip") ? size : preset.equals("orig") ? 4 : 8;
    int k = settings.integer("k", stored == null ? own : stored.height(), 1, 1024);
    double strength =
        settings.decimal(
            "strength", preset.equals("clip") ? 1 : preset.equals("orig") ? 0.5 : 2, 0, 100);
    FloatImage u =
        stored != null
            ? stored
            : Noise.uniform(Seeds.of(settings.seed(), "trigger-field"), 2, k, -1, 1);
    if (u.height() != k || u.width() != k) {
      throw settings.fail("the stored field is %d x %d, not k = %d", u.width(), u.height(), k);
    }
    return new WaNet(settings.spec(Map.of("field", u)), size, WarpField.of(u, strength, size));
  }
}
