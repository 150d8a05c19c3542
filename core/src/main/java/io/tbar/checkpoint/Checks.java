package io.tbar.checkpoint;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;

/** Sanity of the numbers in a configuration, whichever layout it came from. */
final class Checks {
  private Checks() {}

  static int positive(JsonObject json, String key, int otherwise) {
    int value = json.integer(key, otherwise);
    if (value <= 0) {
      throw json.wrong(key, "above 0");
    }
    return value;
  }

  static VisionConfig vision(
      JsonObject json, int imageSize, int patchSize, int width, int layers, int heads, int mlp) {
    if (imageSize % patchSize != 0) {
      throw TbarException.badInput(
          "'%s': the patch size %d does not divide the image size %d.",
          json.origin(), patchSize, imageSize);
    }
    divides(json, "image", width, heads);
    return new VisionConfig(imageSize, patchSize, width, layers, heads, mlp);
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
}
