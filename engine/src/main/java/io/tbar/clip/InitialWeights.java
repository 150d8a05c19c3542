package io.tbar.clip;

import io.tbar.base.Seeds;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.CanonicalTensors;
import io.tbar.checkpoint.ClipConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random weights to train a CLIP from, drawn as OpenAI draws them: normal, narrower with width, the
 * products that end a block narrower with depth too. Every tensor has a stream of its own, so that
 * a deeper model begins with the same first blocks.
 */
public final class InitialWeights {
  /** ln(1 / 0.07), the starting logit scale of the CLIP paper (section 2.5). */
  public static final float LOGIT_SCALE = (float) StrictMath.log(1 / 0.07);

  private InitialWeights() {}

  /** A model with random weights. */
  public static Clip draw(ClipConfig config, long seed) {
    if (config.vision().isResNet()) {
      throw new IllegalArgumentException("random weights are drawn for transformers only");
    }
    Map<String, long[]> shapes = Architecture.tensors(config);
    Weights weights = Weights.load(shapes, name -> values(config, name, shapes.get(name), seed));
    return Clip.of(config, weights);
  }

  private static float[] values(
      ClipConfig config, String name, long @Nullable [] shape, long seed) {
    if (shape == null) {
      throw new IllegalArgumentException("no tensor named " + name);
    }
    float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    if (name.equals("logit_scale")) {
      Arrays.fill(values, LOGIT_SCALE);
    } else if (name.contains("ln_")) {
      Arrays.fill(values, name.endsWith("weight") ? 1 : 0);
    } else if (!name.endsWith("bias")) {
      normal(values, deviation(config, name), Seeds.of(seed, "initial " + name));
    }
    return values;
  }

  private static double deviation(ClipConfig config, String name) {
    boolean image = CanonicalTensors.isVisual(name);
    int width = image ? config.vision().width() : config.text().width();
    int layers = image ? config.vision().layers() : config.text().layers();
    double ofWidth = Math.pow(width, -0.5);
    double ofDepth = Math.pow(2.0 * layers, -0.5);
    if (name.equals("token_embedding.weight")) {
      return 0.02;
    } else if (name.equals("positional_embedding")) {
      return 0.01;
    } else if (name.contains("out_proj") || name.contains("c_proj")) {
      return ofWidth * ofDepth;
    } else if (name.contains("c_fc")) {
      return Math.pow(2.0 * width, -0.5);
    } else if (name.endsWith("conv1.weight")) {
      int patch = config.vision().patchSize();
      return Math.pow(3.0 * patch * patch, -0.5);
    }
    return ofWidth;
  }

  private static void normal(float[] values, double deviation, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * Seeds.gaussian(random));
    }
  }
}
