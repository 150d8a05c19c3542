package io.tbar.benchmarks;

import io.tbar.checkpoint.Activation;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.checkpoint.PreprocessConfig;
import io.tbar.checkpoint.TextConfig;
import io.tbar.checkpoint.VisionConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** Models with random weights: their work is that of real ones. */
final class RandomClip {
  private RandomClip() {}

  /** CLIP ViT-B/32 as OpenCLIP's plain {@code ViT-B-32}: GELU. */
  static ClipConfig vitB32() {
    return new ClipConfig(
        new VisionConfig(224, 32, 768, 12, 12, 3072),
        new TextConfig(77, 49408, 512, 12, 8, 2048, -1),
        512,
        Activation.GELU,
        1e-5,
        PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP));
  }

  /**
   * The image tower of {@link #vitB32()} beside a text tower of next to nothing, because the
   * yardstick drops the text tower too where only images are encoded.
   */
  static ClipConfig imageB32() {
    ClipConfig full = vitB32();
    return new ClipConfig(
        full.vision(),
        new TextConfig(16, 1000, 32, 2, 2, 128, -1),
        full.embedDim(),
        full.activation(),
        full.layerNormEps(),
        full.preprocess());
  }

  /** A model that takes milliseconds. */
  static ClipConfig tiny() {
    return new ClipConfig(
        new VisionConfig(32, 8, 48, 3, 3, 192),
        new TextConfig(16, 1000, 32, 2, 2, 128, -1),
        24,
        Activation.QUICK_GELU,
        1e-5,
        PreprocessConfig.clip(PreprocessConfig.Crop.OPENCLIP));
  }

  static Clip of(ClipConfig config, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, long[]> shapes = Architecture.tensors(config);
    return Clip.of(config, Weights.load(shapes, name -> values(name, shapes, random)));
  }

  private static float[] values(String name, Map<String, long[]> shapes, SplittableRandom random) {
    long count = 1;
    for (long n : shapes.getOrDefault(name, new long[0])) {
      count *= n;
    }
    float[] values = new float[Math.toIntExact(count)];
    if (name.equals(Clip.LOGIT_SCALE)) {
      Arrays.fill(values, (float) Math.log(1 / 0.07));
    } else if (name.contains("ln_") && name.endsWith("weight")) {
      Arrays.fill(values, 1);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextDouble(-1, 1) * 0.035);
      }
    }
    return values;
  }
}
