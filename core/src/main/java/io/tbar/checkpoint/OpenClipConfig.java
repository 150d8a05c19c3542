package io.tbar.checkpoint;

import io.tbar.base.JsonObject;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenCLIP's {@code open_clip_config.json}, its defaults, and the options that we do not follow.
 */
final class OpenClipConfig {
  private OpenClipConfig() {}

  static Activation activation(JsonObject model) {
    return model.bool("quick_gelu", false) ? Activation.QUICK_GELU : Activation.GELU;
  }

  static ModelConfig read(JsonObject json) {
    JsonObject model = json.object("model_cfg");
    JsonObject vision = model.object("vision_cfg");
    JsonObject text = model.object("text_cfg");
    OpenClipKeys.MODEL.check(model);
    OpenClipKeys.VISION.check(vision);
    OpenClipKeys.TEXT.check(text);
    OpenClipKeys.PIXELS.check(json.objectOrEmpty("preprocess_cfg"));
    if (!model.has("embed_dim")) {
      throw model.wrong("embed_dim", "a whole number");
    }
    int embedDim = Checks.positive(model, "embed_dim", 0);
    Activation activation = activation(model);
    TextConfig textConfig = text(text);
    PreprocessConfig preprocess = preprocess(json.objectOrEmpty("preprocess_cfg"));
    VisionConfig visionConfig =
        vision.get("layers") instanceof List<?> ? resnet(vision) : vision(vision);
    return ModelConfig.of(
        new ClipConfig(visionConfig, textConfig, embedDim, activation, 1e-5, preprocess));
  }

  private static VisionConfig resnet(JsonObject json) {
    int imageSize = square(json, "image_size", 224);
    int width = Checks.positive(json, "width", 64);
    int headWidth = Checks.positive(json, "head_width", 64);
    return Checks.resnet(json, imageSize, width, headWidth);
  }

  private static VisionConfig vision(JsonObject json) {
    int width = Checks.positive(json, "width", 768);
    int headWidth = Checks.positive(json, "head_width", 64);
    if (width % headWidth != 0) {
      throw json.wrong("head_width", "a divisor of the width " + width);
    }
    return Checks.vision(
        json,
        square(json, "image_size", 224),
        square(json, "patch_size", 16),
        width,
        Checks.layers(json, "layers", 12),
        width / headWidth,
        Checks.mlpWidth(json, width));
  }

  private static TextConfig text(JsonObject json) {
    int width = Checks.positive(json, "width", 512);
    int vocabulary = Checks.positive(json, "vocab_size", 49408);
    int end = -1;
    if (json.string("pool_type", "argmax").equals("eos")) {
      end = json.integer("eos_id");
      if (end < 0 || end >= vocabulary) {
        throw json.wrong("eos_id", "an id below the vocabulary's size of " + vocabulary);
      }
    }
    return Checks.text(
        json,
        Checks.positive(json, "context_length", 77),
        vocabulary,
        width,
        Checks.layers(json, "layers", 12),
        Checks.positive(json, "heads", 8),
        Checks.mlpWidth(json, width),
        end);
  }

  private static int square(JsonObject json, String key, int otherwise) {
    if (!(json.get(key) instanceof List<?> sides)) {
      return Checks.positive(json, key, otherwise);
    }
    double[] values = json.numbers(key);
    if (sides.size() != 2 || values[0] != values[1] || values[0] != (int) values[0]) {
      throw json.wrong(key, "one side, or two that are equal");
    }
    return (int) values[0];
  }

  private static PreprocessConfig preprocess(JsonObject json) {
    if (!json.string("interpolation", "bicubic").equals("bicubic")) {
      throw json.wrong("interpolation", "'bicubic', the only filter that is supported");
    }
    if (!json.string("mode", "RGB").equals("RGB")) {
      throw json.wrong("mode", "'RGB'");
    }
    Resize resize =
        switch (json.string("resize_mode", "shortest")) {
          case "shortest" -> Resize.SHORTEST;
          case "longest" -> Resize.LONGEST;
          case "squash" -> Resize.SQUASH;
          default -> throw json.wrong("resize_mode", "'shortest', 'longest' or 'squash'");
        };
    if (resize == Resize.LONGEST && !isZero(json.get("fill_color"))) {
      throw json.wrong("fill_color", "0, the only filling that is supported");
    }
    return new PreprocessConfig(
        Checks.channels(json, "mean", PreprocessConfig.CLIP_MEAN),
        Checks.spread(json, "std"),
        Crop.OPENCLIP,
        resize);
  }

  private static boolean isZero(@Nullable Object fill) {
    if (fill instanceof List<?> channels) {
      return channels.stream().allMatch(OpenClipConfig::isZero);
    }
    return fill == null || fill instanceof Number number && number.doubleValue() == 0;
  }
}
