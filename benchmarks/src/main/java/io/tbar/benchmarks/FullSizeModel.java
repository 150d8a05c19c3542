package io.tbar.benchmarks;

import io.tbar.base.Seeds;
import io.tbar.checkpoint.Architecture;
import io.tbar.checkpoint.ClipConfig;
import io.tbar.clip.Clip;
import io.tbar.clip.InitialWeights;
import io.tbar.clip.PixelBatch;
import io.tbar.clip.TokenBatch;
import io.tbar.clip.Weights;
import io.tbar.image.Pixels;
import io.tbar.safetensors.Dtype;
import io.tbar.torch.Engine;
import io.tbar.torch.Inference;
import io.tbar.torch.Scope;
import io.tbar.train.NewCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * Writes a checkpoint of CLIP ViT-B/32's size whose answers spread over the labels, though its
 * weights are random. A random tower gives almost the same embedding to everything; here the mean
 * over pictures, and over texts, is taken out by the bias of each tower's last norm, so that what
 * differs between them decides.
 *
 * <p>usage: FullSizeModel FOLDER [SEED]
 */
public final class FullSizeModel {
  private static final int SAMPLES = 32;

  private FullSizeModel() {}

  /** Takes a folder that is not there, and a seed. */
  public static void main(String[] args) {
    Engine.start(1);
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 0;
    try (Clip clip = of(RandomClip.vitB32(), seed)) {
      NewCheckpoint.write(clip, Path.of(args[0]), Dtype.F32, false);
    }
  }

  /** A model with centred towers. */
  static Clip of(ClipConfig config, long seed) {
    Clip clip = InitialWeights.draw(config, seed);
    List<Pixels> pictures = pictures(config.vision().imageSize(), seed);
    centre(
        clip,
        "visual.proj",
        "visual.ln_post.bias",
        config.vision().width(),
        c -> c.encodeImage(PixelBatch.of(pictures, config.preprocess())));
    List<int[]> texts = texts(config, seed);
    centre(
        clip,
        "text_projection",
        "ln_final.bias",
        config.text().width(),
        c -> c.encodeText(TokenBatch.of(texts)));
    return clip;
  }

  /** Takes the mean of what goes into a projection out of it, by the bias before it. */
  private static void centre(
      Clip clip, String projection, String bias, int width, Function<Clip, Tensor> encode) {
    Map<String, long[]> shapes = Architecture.tensors(clip.config());
    shapes.put(projection, new long[] {width, width});
    Weights bare =
        Weights.load(
            shapes, name -> name.equals(projection) ? identity(width) : clip.weights().read(name));
    try (Clip open = Clip.of(clip.config(), bare)) {
      Inference.run(
          () -> {
            try (Scope s = new Scope()) {
              clip.weights().get(bias).sub_(encode.apply(open).mean(0));
            }
          });
    }
  }

  private static float[] identity(int width) {
    float[] values = new float[width * width];
    for (int i = 0; i < width; i++) {
      values[i * width + i] = 1;
    }
    return values;
  }

  private static List<Pixels> pictures(int side, long seed) {
    List<Pixels> all = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      all.add(Photographs.pixels(side, Seeds.of(seed, "full-size pictures", i)));
    }
    return all;
  }

  /** Words of four tokens at most between the two that begin and end a text. */
  private static List<int[]> texts(ClipConfig config, long seed) {
    List<int[]> all = new ArrayList<>();
    int words = config.text().vocabSize() - 2;
    for (int i = 0; i < SAMPLES; i++) {
      SplittableRandom random = Seeds.of(seed, "full-size texts", i);
      int[] ids = new int[config.text().contextLength()];
      ids[0] = words;
      int length = 1 + random.nextInt(4);
      for (int at = 1; at <= length; at++) {
        ids[at] = random.nextInt(words);
      }
      ids[length + 1] = words + 1;
      all.add(ids);
    }
    return all;
  }
}
