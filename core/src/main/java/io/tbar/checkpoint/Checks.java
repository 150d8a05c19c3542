package io.tbar.checkpoint;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import java.util.ArrayList;
import java.util.List;

/** Sanity of the numbers in a configuration, whichever layout it came from. */
final class Checks {
  private Checks() {}

  /** No real model comes near these; above them a size would rather be a trap. */
  private static final int LARGEST = 1 << 24;

  private static final int MOST_LAYERS = 1024;
  private static final int LARGEST_IMAGE = 1 << 14;

  static int positive(JsonObject json, String key, int otherwise) {
    return between(json, key, otherwise, LARGEST);
  }

  static int layers(JsonObject json, String key, int otherwise) {
    return between(json, key, otherwise, MOST_LAYERS);
  }

  private static int between(JsonObject json, String key, int otherwise, int most) {
    int value = json.integer(key, otherwise);
    if (value <= 0 || value > most) {
      throw json.wrong(key, "between 1 and " + most);
    }
    return value;
  }

  /** Channels inside the MLP of a tower of the given width. */
  static int mlpWidth(JsonObject json, int width) {
    double channels = width * json.number("mlp_ratio", 4);
    if (!(channels >= 1 && channels <= LARGEST)) {
      throw json.wrong("mlp_ratio", "a ratio that gives between 1 and " + LARGEST + " channels");
    }
    return (int) channels;
  }

  static VisionConfig vision(
      JsonObject json, int imageSize, int patchSize, int width, int layers, int heads, int mlp) {
    if (imageSize > LARGEST_IMAGE) {
      throw json.wrong("image_size", "between 1 and " + LARGEST_IMAGE);
    }
    if (imageSize % patchSize != 0) {
      throw TbarException.badInput(
          "'%s': the patch size %d does not divide the image size %d.",
          json.origin(), patchSize, imageSize);
    }
    divides(json, "image", width, heads);
    return new VisionConfig(imageSize, patchSize, width, layers, heads, mlp);
  }

  /** OpenAI's ResNet: four stages, attention pooling over 32 times the width. */
  static VisionConfig resnet(JsonObject json, int imageSize, int width, int headWidth) {
    double[] counts = json.numbers("layers");
    List<Integer> stages = new ArrayList<>();
    for (double count : counts) {
      if (count < 1 || count > MOST_LAYERS || count != Math.rint(count)) {
        throw json.wrong("layers", "whole numbers between 1 and " + MOST_LAYERS);
      }
      stages.add((int) count);
    }
    if (stages.size() != 4) {
      throw json.wrong("layers", "a number of blocks, or a list of four for a ResNet");
    }
    if (width % 2 != 0 || width > LARGEST / 32) {
      throw json.wrong("width", "even and at most " + LARGEST / 32 + " for a ResNet");
    }
    if (imageSize % 32 != 0 || imageSize > LARGEST_IMAGE) {
      throw json.wrong("image_size", "a multiple of 32, at most " + LARGEST_IMAGE);
    }
    if (32 * width % headWidth != 0) {
      throw json.wrong("head_width", "a divisor of 32 times the width " + width);
    }
    return VisionConfig.resnet(imageSize, width, 32 * width / headWidth, stages);
  }

  static TextConfig text(
      JsonObject json,
      int context,
      int vocabulary,
      int width,
      int layers,
      int heads,
      int mlp,
      int end) {
    divides(json, "text", width, heads);
    return new TextConfig(context, vocabulary, width, layers, heads, mlp, end);
  }

  private static void divides(JsonObject json, String tower, int width, int heads) {
    if (width % heads != 0) {
      throw TbarException.badInput(
          "'%s': the %s tower's %d heads do not divide its width %d.",
          json.origin(), tower, heads, width);
    }
  }

  /** Three values, one a colour channel. */
  static float[] channels(JsonObject json, String key, float[] otherwise) {
    if (!json.has(key)) {
      return otherwise.clone();
    }
    double[] numbers = json.numbers(key);
    if (numbers.length != 3) {
      throw json.wrong(key, "three numbers, one a colour channel");
    }
    float[] values = new float[3];
    for (int i = 0; i < 3; i++) {
      values[i] = (float) numbers[i];
      if (!Float.isFinite(values[i])) {
        throw json.wrong(key, "three finite numbers");
      }
    }
    return values;
  }

  /** Three standard deviations, none of which is zero. */
  static float[] spread(JsonObject json, String key) {
    float[] values = channels(json, key, PreprocessConfig.CLIP_STD);
    for (float value : values) {
      if (!(value > 0)) {
        throw json.wrong(key, "three numbers above 0");
      }
    }
    return values;
  }
}
