package io.tbar.checkpoint;

import io.tbar.base.JsonObject;
import io.tbar.base.TbarException;
import io.tbar.checkpoint.PreprocessConfig.Crop;
import io.tbar.checkpoint.PreprocessConfig.Resize;
import java.util.List;

/**
 * Hugging Face's {@code config.json} and {@code preprocessor_config.json}, with the defaults that
 * sparse files rely on.
 */
final class HfConfig {
  private static final int CLIP_VOCABULARY = 49408;
  private static final int CLIP_END = 49407;
  private static final int LEGACY_END = 2;

  private static final List<String> SIDES = List.of("shortest_edge", "height", "width");

  private HfConfig() {}

  static ModelConfig read(JsonObject json, HfPixels pixels) {
    String type = json.string("model_type", "clip");
    if (!type.equals("clip")) {
      throw TbarException.badInput(
          "'%s': model_type '%s' is not supported; only 'clip' is.", json.origin(), type);
    }
    JsonObject vision = tower(json, "vision_config");
    JsonObject text = tower(json, "text_config");
    HfKeys.MODEL.check(json);
    HfKeys.VISION.check(vision);
    HfKeys.TEXT.check(text);
    towerType(vision, "clip_vision_model");
    towerType(text, "clip_text_model");
    Activation activation = activation(json);
    double eps = vision.number("layer_norm_eps", 1e-5);
    if (eps != text.number("layer_norm_eps", 1e-5)) {
      throw TbarException.badInput(
          "'%s': layer_norm_eps differs between vision_config and text_config, which is not"
              + " supported.",
          json.origin());
    }
    if (!(eps > 0 && eps < 1)) {
      throw vision.wrong("layer_norm_eps", "between 0 and 1");
    }
    VisionConfig visionConfig = vision(vision);
    ClipConfig clip =
        new ClipConfig(
            visionConfig,
            text(text),
            Checks.positive(json, "projection_dim", 512),
            activation,
            eps,
            pixels.read(visionConfig.imageSize()));
    return ModelConfig.of(clip);
  }

  /** A legacy {@code *_config_dict} wins, with defaults filled in rather than the newer values. */
  private static JsonObject tower(JsonObject json, String key) {
    String legacy = key + "_dict";
    return json.has(legacy) ? json.object(legacy) : json.objectOrEmpty(key);
  }

  private static void towerType(JsonObject tower, String expected) {
    String type = tower.string("model_type", expected);
    // The first files gave each tower the type of the whole.
    if (!type.equals(expected) && !type.equals("clip")) {
      throw tower.wrong("model_type", "'" + expected + "'");
    }
  }

  static Activation activation(JsonObject json) {
    JsonObject vision = tower(json, "vision_config");
    JsonObject text = tower(json, "text_config");
    Activation ofVision = towerActivation(vision);
    Activation ofText = towerActivation(text);
    if (ofVision != ofText) {
      throw TbarException.badInput(
          "'%s': the activation is contradictory: %s is %s, %s is %s. Find out which one the model"
              + " was trained with and correct the other.",
          json.origin(), vision.where("hidden_act"), ofVision, text.where("hidden_act"), ofText);
    }
    return ofVision;
  }

  private static Activation towerActivation(JsonObject tower) {
    String name = tower.string("hidden_act", "quick_gelu");
    return switch (name) {
      case "quick_gelu" -> Activation.QUICK_GELU;
      case "gelu" -> Activation.GELU;
      default ->
          throw TbarException.badInput(
              "'%s': the activation '%s' of '%s' is not supported; 'quick_gelu' and 'gelu' are.",
              tower.origin(), name, tower.where("hidden_act"));
    };
  }

  private static VisionConfig vision(JsonObject json) {
    if (json.integer("num_channels", 3) != 3) {
      throw json.wrong("num_channels", "3, for RGB");
    }
    return Checks.vision(
        json,
        Checks.positive(json, "image_size", 224),
        Checks.positive(json, "patch_size", 32),
        Checks.positive(json, "hidden_size", 768),
        Checks.layers(json, "num_hidden_layers", 12),
        Checks.positive(json, "num_attention_heads", 12),
        Checks.positive(json, "intermediate_size", 3072));
  }

  private static TextConfig text(JsonObject json) {
    int vocabulary = Checks.positive(json, "vocab_size", CLIP_VOCABULARY);
    int end = json.integer("eos_token_id", CLIP_END);
    // 2 was a wrong value in the first files and is kept to mean "the largest id".
    boolean largest = end == LEGACY_END || vocabulary == CLIP_VOCABULARY && end == CLIP_END;
    if (!largest && (end < 0 || end >= vocabulary)) {
      throw json.wrong("eos_token_id", "an id below the vocabulary's size of " + vocabulary);
    }
    return Checks.text(
        json,
        Checks.positive(json, "max_position_embeddings", 77),
        vocabulary,
        Checks.positive(json, "hidden_size", 512),
        Checks.layers(json, "num_hidden_layers", 12),
        Checks.positive(json, "num_attention_heads", 8),
        Checks.positive(json, "intermediate_size", 2048),
        largest ? -1 : end);
  }

  static PreprocessConfig preprocess(JsonObject json, int imageSize) {
    HfKeys.PIXELS.check(json);
    for (String key : new String[] {"image_processor_type", "feature_extractor_type"}) {
      if (json.has(key) && !HfKeys.PROCESSORS.contains(json.string(key))) {
        throw json.wrong(key, "one of CLIP's: " + String.join(", ", HfKeys.PROCESSORS));
      }
    }
    for (String step : new String[] {"do_resize", "do_rescale", "do_normalize"}) {
      if (!json.bool(step, true)) {
        throw json.wrong(step, "true; images are always resized, rescaled and normalised");
      }
    }
    if (json.integer("resample", 3) != 3) {
      throw json.wrong("resample", "3 (bicubic), the only filter that is supported");
    }
    if (!(Math.abs(json.number("rescale_factor", 1 / 255.0) * 255 - 1) <= 1e-6)) {
      throw json.wrong("rescale_factor", "1/255");
    }
    boolean squash =
        json.get("size") instanceof JsonObject size
            && size.has("height")
            && !size.has("shortest_edge");
    if (!squash && !json.bool("do_center_crop", true)) {
      throw json.wrong("do_center_crop", "true where the shorter side is resized");
    }
    checkSize(json, "size", imageSize);
    if (json.bool("do_center_crop", true)) {
      checkSize(json, "crop_size", imageSize);
    }
    return new PreprocessConfig(
        Checks.channels(json, "image_mean", PreprocessConfig.CLIP_MEAN),
        Checks.spread(json, "image_std"),
        Crop.HF,
        squash ? Resize.SQUASH : Resize.SHORTEST);
  }

  private static void checkSize(JsonObject json, String key, int imageSize) {
    if (!json.has(key)) {
      return;
    }
    if (json.get(key) instanceof JsonObject size) {
      for (String side : size.keys()) {
        if (!SIDES.contains(side)) {
          throw size.wrong(side, "absent; sizes are told by " + String.join(", ", SIDES));
        }
        if (size.integer(side, imageSize) != imageSize) {
          throw size.wrong(side, "the model's image size " + imageSize);
        }
      }
    } else if (json.integer(key) != imageSize) {
      throw json.wrong(key, "the model's image size " + imageSize);
    }
  }
}
